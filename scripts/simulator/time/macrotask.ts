const waiting: (() => void)[] = [];
let channel: MessageChannel | undefined;

function postToSelf(task: () => void): void {
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.addEventListener("message", () => waiting.shift()?.());
    channel.port1.start();
  }
  waiting.push(task);
  channel.port2.postMessage(undefined);
}

/**
 * Runs `task` in its own task, after input and output had their turn, and tasks in the order of the calls.
 * Node has `setImmediate`; a browser has only messages, since its timers are slowed down to 4 ms.
 */
export const macrotask: (task: () => void) => void = typeof setImmediate === "function" ? setImmediate : postToSelf;
