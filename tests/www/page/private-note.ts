import type { Locator } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import type { DevicesPage } from "./devices-page.js";

/** The section with the note that takes a recent verification, and the dialog that asks for one. */
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

  /** What is typed into the dialog. */
  get proof(): Locator {
    return this.dialog.getByRole("textbox");
  }

  /** What has just been done, beside the buttons. */
  get said(): Locator {
    return this.region.getByRole("status").last();
  }

  /** When the section asks. */
  get rule(): Locator {
    return this.region.getByLabel("When to verify");
  }

  /** How to prove it. */
  method(label: string | RegExp): Locator {
    return this.dialog.getByRole("radio", { name: label });
  }

  async require(rule: string): Promise<void> {
    await this.rule.selectOption(rule);
  }

  async show(): Promise<void> {
    await this.devices.button("Show the note").click();
  }

  /** Types a proof and hands it in. */
  async prove(proof: string): Promise<void> {
    await this.proof.fill(proof);
    await this.devices.confirm("Verify");
  }
}

/** What an authenticator app shows. */
export function totp(secret: string, at: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
}
