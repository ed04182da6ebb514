import type { DemoAccount } from "../../../www/frontend-api/demo-accounts.js";
import type { ApiClient, ApiResponse } from "./api-client.js";

/** The steps of one session's reverification. */
export class Reverification {
  constructor(
    private readonly apiClient: ApiClient,
    readonly sessionId: string,
  ) {}

  start(level: string): Promise<ApiResponse> {
    return this.step("", { level });
  }

  prepareFirst(form: Record<string, string>): Promise<ApiResponse> {
    return this.step("/prepare_first_factor", form);
  }

  attemptFirst(form: Record<string, string>): Promise<ApiResponse> {
    return this.step("/attempt_first_factor", form);
  }

  prepareSecond(form: Record<string, string> = { strategy: "phone_code" }): Promise<ApiResponse> {
    return this.step("/prepare_second_factor", form);
  }

  attemptSecond(strategy: string, code: string): Promise<ApiResponse> {
    return this.step("/attempt_second_factor", { strategy, code });
  }

  /** Sends one step, which is named by its path after `/verify`. */
  step(step: string, form?: Record<string, string>): Promise<ApiResponse> {
    return this.apiClient.post(`/v1/client/sessions/${this.sessionId}/verify${step}`, form);
  }
}

/** Signs in. Returns the new session's reverification, which is not started. */
export async function signInToVerify(
  apiClient: ApiClient,
  account: DemoAccount,
): Promise<Reverification> {
  return new Reverification(apiClient, await apiClient.signIn(account));
}

/** Returns a reverification's status or, if the server refused, the HTTP status and the codes. */
export function outcome(response: ApiResponse): string {
  return response.status === 200
    ? response.string("/response/status")
    : `${response.status} ${response.codes}`;
}
