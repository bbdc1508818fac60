import { expect, it } from "vitest";
import { plainObject } from "./plain-object.ts";

it("gives a Pod as the real API does: text for times, nothing empty, images in full", () => {
  const stored = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web", creationTimestamp: new Date(1_700_000_000_123), annotations: {}, finalizers: [] },
    spec: { containers: [{ name: "c", image: "nginx:1.29", resources: {} }] },
    status: {
      phase: "Running",
      initContainerStatuses: [],
      containerStatuses: [
        {
          name: "c",
          image: "nginx:1.29",
          imageID: "nginx:1.29",
          state: { running: { startedAt: new Date(1_700_000_001_999) } },
        },
        { name: "d", image: "nginx:1.92", imageID: "", lastState: { terminated: { exitCode: 1 } } },
      ],
    },
  };
  expect(plainObject(stored)).toMatchInlineSnapshot(`
    {
      "apiVersion": "v1",
      "kind": "Pod",
      "metadata": {
        "creationTimestamp": "2023-11-14T22:13:20Z",
        "name": "web",
      },
      "spec": {
        "containers": [
          {
            "image": "nginx:1.29",
            "name": "c",
            "resources": {},
          },
        ],
      },
      "status": {
        "containerStatuses": [
          {
            "image": "docker.io/library/nginx:1.29",
            "imageID": "nginx:1.29",
            "lastState": {},
            "name": "c",
            "state": {
              "running": {
                "startedAt": "2023-11-14T22:13:21Z",
              },
            },
          },
          {
            "image": "nginx:1.92",
            "imageID": "",
            "lastState": {
              "terminated": {
                "exitCode": 1,
              },
            },
            "name": "d",
          },
        ],
        "phase": "Running",
      },
    }
  `);
  expect(stored.metadata.creationTimestamp).toBeInstanceOf(Date);
});

it("leaves out the counts that are zero in a Deployment's status, and no other", () => {
  const status = { replicas: 0, readyReplicas: 0, availableReplicas: 2, terminatingReplicas: 0, observedGeneration: 1 };
  const metadata = { name: "web", labels: { a: "b" } };
  expect(plainObject({ apiVersion: "apps/v1", kind: "Deployment", metadata, status })).toEqual({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata,
    status: { availableReplicas: 2, terminatingReplicas: 0, observedGeneration: 1 },
  });
});

it("keeps the fraction of an event's own time", () => {
  const eventTime = new Date(1_700_000_000_123);
  const event = plainObject({
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: "e" },
    eventTime,
    lastTimestamp: eventTime,
  });
  expect([event["eventTime"], event["lastTimestamp"]]).toEqual(["2023-11-14T22:13:20.123Z", "2023-11-14T22:13:20Z"]);
});
