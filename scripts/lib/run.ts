import { type ChildProcess, spawn } from "node:child_process";
import { PlainError, root } from "./places.ts";

const running = new Set<ChildProcess>();

/** Passes a wish to stop on to the programs that run at this moment. */
export function stopRunning(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** Runs one Node.js program to its end in this terminal and gives its exit code. */
export function runNode(args: string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
    running.add(child);
    child.once("error", reject);
    child.once("exit", (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}

/**
 * A TypeScript file of this project with its `@/` imports. Imports, bulk work and the demo make many rows that die
 * young: room for a whole batch of them (MiB) spares the collector most of its copying.
 */
export function typescript(file: string): string[] {
  return ["--max-semi-space-size=64", "--import", "tsx", file];
}

export async function mustRun(what: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const code = await runNode(args, env);
  if (code !== 0) throw new PlainError(`${what} failed with code ${code}; its message is above.`);
}
