import { gradePullRequest } from "./grade/grade-pull-request.ts";
import { runAction } from "./run-action.ts";

await runAction(gradePullRequest);
