import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { TEST_DATABASE_PREFIX } from "../../lib/testing/database-names.ts";
import { databaseOn } from "../../lib/testing/database-server.ts";
import { root } from "../lib/places.ts";
import type { Mutant } from "./mutant.ts";
import { lenient, mutated } from "./sources.ts";

/** Where a mutant lives while its tests run: a template of its own, or a copy of the sources. */
export type Place = { folder: string; env: NodeJS.ProcessEnv; clear: () => Promise<void> };

const left = new Set([".git", ".next", ".data", "node_modules", "test-results", "playwright-report"]);

/** One of the runners that work side by side. */
export class Workplace {
  readonly #server: string;
  readonly #template: string;
  readonly #name: string;
  #copy: string | undefined;

  constructor(server: string, template: string, index: number) {
    this.#server = server;
    this.#template = template;
    this.#name = `${TEST_DATABASE_PREFIX}${process.pid}_mutant_${index}`;
  }

  async place(mutant: Mutant): Promise<Place> {
    const env = { ...process.env, TEST_DATABASE_URL: this.#server };
    if (!("sql" in mutant)) return { folder: this.#change(mutant), env, clear: async () => {} };
    await this.#templateWithout(mutant.sql);
    return { folder: root, env: { ...env, TEST_TEMPLATE_DATABASE: this.#name }, clear: () => this.#drop() };
  }

  close(): void {
    if (this.#copy) rmSync(this.#copy, { recursive: true, force: true });
  }

  // The working tree stays as it is: the change is made in a copy, which has all other files as they are.
  #change(mutant: Mutant & { file: string; at: number; text: string; by: string }): string {
    const copy = this.#sources();
    this.#restore?.();
    const file = path.join(copy, mutant.file);
    const source = readFileSync(path.join(root, mutant.file), "utf8");
    writeFileSync(file, mutated(source, mutant));
    this.#restore = () => writeFileSync(file, source);
    return copy;
  }

  #restore: (() => void) | undefined;

  #sources(): string {
    if (this.#copy) return this.#copy;
    const copy = mkdtempSync(path.join(tmpdir(), "mutants-"));
    this.#copy = copy;
    cpSync(root, copy, { recursive: true, filter: (from) => !left.has(path.relative(root, from)) });
    symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
    const actor = path.join(copy, "lib/actor.ts");
    writeFileSync(actor, lenient(readFileSync(actor, "utf8")));
    return copy;
  }

  async #templateWithout(removal: string): Promise<void> {
    await this.#drop();
    await this.#on("postgres", (sql) => sql`create database ${sql(this.#name)} template ${sql(this.#template)}`);
    await this.#on(this.#name, (sql) => sql.unsafe(removal));
  }

  #drop(): Promise<void> {
    return this.#on("postgres", (sql) => sql`drop database if exists ${sql(this.#name)} with (force)`);
  }

  async #on(database: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
    const sql = postgres(databaseOn(this.#server, database), { max: 1, onnotice: () => {} });
    try {
      await work(sql);
    } finally {
      await sql.end({ timeout: 5 });
    }
  }
}
