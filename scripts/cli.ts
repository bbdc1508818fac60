import { enableCompileCache } from "node:module";

// Node keeps what it made of each file: later commands start in half the time and with less memory.
enableCompileCache();
await import("#commands/main.ts");
