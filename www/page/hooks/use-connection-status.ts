import { SessionError } from "clerk-session";
import { useCallback, useState } from "react";
import type { Connection } from "../api/connection.js";
import { PlainRequestError } from "../api/plain-request.js";
import type { Ask } from "./use-log.js";

/** What is known of the instance: nothing yet, that it answers, or that it does not or refuses this page. */
export type Standing = "unheard" | "answering" | "failing";

/** Whether the instance answers, as of the last question; what asks through `ask` is what is told by it. */
export function useStanding(connection: Connection, askAndLog: Ask): { answering: Standing; ask: Ask } {
  const [heard, setHeard] = useState<{ of: Connection; answered: boolean } | null>(null);

  const ask: Ask = useCallback(
    async (asked) => {
      try {
        const answer = await askAndLog(asked);
        setHeard({ of: connection, answered: true });
        return answer;
      } catch (error) {
        if (!asked.signal?.aborted) setHeard({ of: connection, answered: isAnswer(error) });
        throw error;
      }
    },
    [connection, askAndLog],
  );

  if (heard?.of !== connection) return { answering: "unheard", ask };
  return { answering: heard.answered ? "answering" : "failing", ask };
}

/** A refusal is an answer too. */
function isAnswer(error: unknown): boolean {
  if (error instanceof PlainRequestError) return error.answered;
  return error instanceof SessionError && error.code !== "network" && error.code !== "timeout";
}
