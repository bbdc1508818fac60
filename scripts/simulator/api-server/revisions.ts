import type { AppsV1Api } from "@ngrok/webernetes";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";

const revision = "deployment.kubernetes.io/revision";

/**
 * Stores the revision that the Deployment controller counts: webernetes' controller hands it over together with the
 * status, where annotations are lost.
 */
export function keepRevisions(client: object, deployments: ObjectStore): void {
  const appsv1 = client as AppsV1Api;
  const replaceStatus = appsv1.replaceNamespacedDeploymentStatus.bind(appsv1);
  appsv1.replaceNamespacedDeploymentStatus = async (request) => {
    const { name, namespace, body } = request;
    const counted = body.metadata?.annotations?.[revision];
    const stored = await deployments.get(name, namespace);
    if (stored && counted !== undefined && stored.metadata.annotations?.[revision] !== counted) {
      stored.metadata.annotations = { ...stored.metadata.annotations, [revision]: counted };
      const { resourceVersion } = (await deployments.update(name, stored)).metadata;
      request.body.metadata = { ...body.metadata, resourceVersion };
    }
    return await replaceStatus(request);
  };
}
