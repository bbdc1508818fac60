import { type ImageConstructor, type ProcessContext, BaseImage } from "#simulator/webernetes/webernetes.ts";

/** A program of the system of which only the container is simulated: etcd, the API server, the network. */
export const idleImage: ImageConstructor = class extends BaseImage {
  static readonly imageName = "webernetes/idle";
  static readonly imageVersion = "1.0";
  readonly defaultCommand = ["idle"];
  override async exec(process: ProcessContext): Promise<number> {
    return await process.waitUntilKilled();
  }
};
