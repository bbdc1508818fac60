import { RefusedError } from "#core/cluster.ts";

/** The API answered, but not with what was asked for, and not because of the object: HTTP 401, 410, 429 or 5xx. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The HTTP status code; in a watch the code of the `ERROR` event. */
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** What the API sends when it refuses: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
interface Status {
  message?: string;
  reason?: string;
}

// Not the object's fault: who we are, an expired resourceVersion, too many requests.
const ours = new Set([401, 408, 410, 429]);

/** Server-side apply answers a wrong field or type with status 500 and no reason (seen on v1.36.3). */
const schemaMessage = /^failed to create typed patch object /;

/** Lacking rights are the cluster's fault; any other 403 (quota, Pod security, a namespace that ends) is the object's. */
const rightsMessage = /is forbidden: User "[^"]*" cannot /;

/** Turns a refusal of the API into {@link RefusedError} where the object is at fault, into {@link ApiError} otherwise. */
export function apiError(code: number, body: string): ApiError | RefusedError {
  const { message, reason } = statusOf(body);
  const text = message ?? `The Kubernetes API answered with HTTP ${code}: ${body.slice(0, 200)}`;
  if (schemaMessage.test(text)) return new RefusedError("BadRequest", text);
  const refused = code >= 400 && code < 500 && !ours.has(code) && !rightsMessage.test(text);
  return refused ? new RefusedError(reason ?? `HTTP ${code}`, text) : new ApiError(code, text);
}

function statusOf(body: string): Status {
  try {
    const status: unknown = JSON.parse(body);
    return status instanceof Object ? status : {};
  } catch {
    return {};
  }
}
