import type { DemoAccount } from "../../../www/frontend-api/demo-accounts.js";
import type { Answer, ApiClient } from "./api-client.js";

/** One session's reverification, step by step. */
export class Reverification {
  constructor(
    private readonly apiClient: ApiClient,
    readonly sessionId: string,
  ) {}

  start(level: string): Promise<Answer> {
    return this.step("", { level });
  }

  prepareFirst(form: Record<string, string>): Promise<Answer> {
    return this.step("/prepare_first_factor", form);
  }

  first(form: Record<string, string>): Promise<Answer> {
    return this.step("/attempt_first_factor", form);
  }

  prepareSecond(form: Record<string, string> = { strategy: "phone_code" }): Promise<Answer> {
    return this.step("/prepare_second_factor", form);
  }

  second(strategy: string, code: string): Promise<Answer> {
    return this.step("/attempt_second_factor", { strategy, code });
  }

  step(step: string, form?: Record<string, string>): Promise<Answer> {
    return this.apiClient.post(`/v1/client/sessions/${this.sessionId}/verify${step}`, form);
  }
}

/** Signs in, and starts nothing yet. */
export async function signedIn(
  apiClient: ApiClient,
  account: DemoAccount,
): Promise<Reverification> {
  return new Reverification(apiClient, await apiClient.signIn(account));
}

/** The outcome in short: the status of a reverification, or of the answer and its codes. */
export function outcome(answer: Answer): string {
  return answer.status === 200
    ? answer.string("/response/status")
    : `${answer.status} ${answer.codes}`;
}
