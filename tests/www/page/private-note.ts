import type { Locator } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import type { DevicesPage } from "./devices-page.js";

/** The section with the note that requires a recent verification, and the dialog for it. */
export class PrivateNote {
  readonly region: Locator;
  readonly dialog: Locator;

  constructor(private readonly devices: DevicesPage) {
    this.region = devices.region("A private note");
    this.dialog = devices.page.getByRole("dialog", { name: "Verify that it is you" });
  }

  get text(): Locator {
    return this.devices.page.getByText("The spare key is under the third flowerpot.");
  }

  /** The dialog's field for a password or a code. */
  get input(): Locator {
    return this.dialog.getByRole("textbox");
  }

  /** The result of the last action, beside the buttons. */
  get status(): Locator {
    return this.region.getByRole("status").last();
  }

  /** The choice of the rule that says when the section requires a verification. */
  get rule(): Locator {
    return this.region.getByLabel("When to verify");
  }

  /** Returns the choice of a verification method. */
  method(label: string | RegExp): Locator {
    return this.dialog.getByRole("radio", { name: label });
  }

  async selectRule(rule: string): Promise<void> {
    await this.rule.selectOption(rule);
  }

  async show(): Promise<void> {
    await this.devices.button("Show the note").click();
  }

  /** Types a password or a code, and submits it. */
  async submit(value: string): Promise<void> {
    await this.input.fill(value);
    await this.devices.confirm("Verify");
  }
}

/** Returns the code that an authenticator app shows at a time in milliseconds. */
export function totp(secret: string, at: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
}
