#!/usr/bin/env bash
# The same task with kubectl alone: apply, three Ready, three ready endpoints, one Pod deleted, three Ready with a new name.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
namespace="bench-$$"
kubectl create namespace "$namespace" > /dev/null
trap 'kubectl delete namespace "$namespace" --wait=false > /dev/null' EXIT
run() { kubectl --namespace "$namespace" "$@"; }

run wait --for=create serviceaccount/default --timeout=30s > /dev/null
run apply --filename exercise/web.yaml > /dev/null
run wait --for=jsonpath='{.status.readyReplicas}'=3 deployment/web --timeout=60s > /dev/null
until [ "$(run get endpointslices --selector kubernetes.io/service-name=web \
  --output jsonpath='{.items[*].endpoints[*].conditions.ready}')" = "true true true" ]; do sleep 0.1; done
lost=$(run get pods --selector app=web --output jsonpath='{.items[0].metadata.name}')
run delete pod "$lost" --wait=false > /dev/null
run wait --for=delete "pod/$lost" --timeout=60s > /dev/null
run wait --for=condition=Ready pod --selector app=web --timeout=60s > /dev/null
[ "$(run get pods --selector app=web --output name | wc -l)" = 3 ]
echo verdict
