// JavaScript, and nothing imported before it is needed: every grade pays for what is loaded here.
import { parentPort } from "node:worker_threads";

/** @type {import("./watchdog.ts").Watched | undefined} */
let watched;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let alarm;

parentPort?.on("message", (/** @type {import("./watchdog.ts").Order} */ order) => {
  if (order.type === "watch") watched = order.watched;
  else if (order.type === "started") {
    clearTimeout(alarm);
    alarm = setTimeout(() => void end(order.index), order.milliseconds);
  } else {
    clearTimeout(alarm);
    watched?.labs.splice(order.index, 1, order.graded);
  }
});

/** @param {number} index */
async function end(index) {
  const { endProcess } = await import("./end-process.ts");
  if (watched) await endProcess(watched, index);
}
