type JsonSchema = Record<string, unknown>;

/** One endpoint as GitHub describes it: what it takes, and what it answers by status; `{}` where that is no JSON. */
export interface Operation {
  parameters: { name: string; in: string; required: boolean; schema: JsonSchema }[];
  body?: JsonSchema;
  responses: Record<string, JsonSchema>;
}

/** `openapi/github.json`: the endpoints of the fake GitHub by their name, and the schemas that they name. */
export interface GitHubDocument {
  /** Of GitHub's description that it was taken from. */
  version: string;
  endpoints: Record<string, Operation>;
  /** The payload of the event `workflow_run` when a run is completed. */
  webhook: JsonSchema;
  components: { schemas: Record<string, unknown> };
}
