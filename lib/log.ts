import pino from "pino";

// Written at once and to standard error: a process that dies has said why.
const logger = pino(
  {
    base: { process: process.env.COUNTINGHOUSE_PROCESS ?? "countinghouse" },
    level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" ? "silent" : "info"),
    timestamp: pino.stdTimeFunctions.isoTime,
    // Drizzle's messages hold the statement and its parameters; what went wrong is in the cause.
    serializers: { err: (error: unknown) => pino.stdSerializers.err(rootOf(error)) },
  },
  pino.destination({ dest: 2, sync: true }),
);

function rootOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.message.startsWith("Failed query") && error.cause instanceof Error ? error.cause : error;
}

/** What the operator should know, one JSON line each; `at` says where in the house. Never secrets, never bodies. */
export const log = {
  debug: (at: string, message: string, facts: Record<string, unknown> = {}) => logger.debug({ at, ...facts }, message),
  info: (at: string, message: string, facts: Record<string, unknown> = {}) => logger.info({ at, ...facts }, message),
  error: (at: string, error: unknown, facts: Record<string, unknown> = {}) =>
    logger.error({ at, err: error, ...facts }),
};
