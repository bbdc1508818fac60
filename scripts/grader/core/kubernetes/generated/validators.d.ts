/** Made by `npm run generate`: do not edit. */

import type { ValidateFunction } from "ajv";

export declare const ConfigMap: ValidateFunction;
export declare const Event: ValidateFunction;
export declare const Namespace: ValidateFunction;
export declare const Node: ValidateFunction;
export declare const Pod: ValidateFunction;
export declare const Secret: ValidateFunction;
export declare const Service: ValidateFunction;
export declare const ServiceAccount: ValidateFunction;
export declare const DaemonSet: ValidateFunction;
export declare const Deployment: ValidateFunction;
export declare const ReplicaSet: ValidateFunction;
export declare const StatefulSet: ValidateFunction;
export declare const CronJob: ValidateFunction;
export declare const Job: ValidateFunction;
export declare const EndpointSlice: ValidateFunction;
export declare const NetworkPolicy: ValidateFunction;
export declare const PodDisruptionBudget: ValidateFunction;
export declare const Role: ValidateFunction;
export declare const RoleBinding: ValidateFunction;
