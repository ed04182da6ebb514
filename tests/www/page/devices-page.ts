import type { Locator, Page } from "@playwright/test";
import type { DemoAccount } from "../../../www/frontend-api/demo-accounts.js";
import { expect } from "./expect.js";

/** The page under test, by the roles and names that its users see and hear. */
export class DevicesPage {
  /** @param apiUrl - the Frontend API that the page sends its requests to */
  constructor(
    readonly page: Page,
    readonly apiUrl: string,
  ) {}

  get accounts(): Locator {
    return this.region("This browser").getByRole("listitem");
  }

  get devices(): Locator {
    return this.region("Your devices").getByRole("listitem");
  }

  /** Returns the shown value of one of the session token's claims, by its label. */
  claim(name: string): Locator {
    return this.region("Session token").getByRole("term").filter({ hasText: name }).locator("+ dd");
  }

  /** The remaining lifetime of the session token. */
  get timeLeft(): Locator {
    return this.page.getByRole("timer", { name: "Time left" });
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  get alert(): Locator {
    return this.page.getByRole("alert");
  }

  /** The dot beside the instance's name. */
  get connectionStatus(): Locator {
    return this.page.getByRole("banner").getByRole("img");
  }

  /** The entries of the log, newest first. */
  get log(): Locator {
    return this.page.getByRole("log", { name: "What happened" }).getByRole("listitem");
  }

  /** Returns a section of the page. */
  region(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  heading(name: string): Locator {
    return this.page.getByRole("heading", { name, exact: true });
  }

  /** Opens the page and waits until it shows the sign-in form or the accounts. */
  async open(): Promise<void> {
    await this.page.goto("/");
    await expect(this.heading("Sign in").or(this.heading("This browser"))).toBeVisible();
    await expect(this.page.getByText("Loading")).toHaveCount(0);
  }

  /**
   * Signs the browser in without the page, the current account last. Opens the page, and waits
   * until it lists the devices and shows a token.
   */
  async openAs(...accounts: DemoAccount[]): Promise<void> {
    for (const account of accounts) await signInByRequest(this.page, this.apiUrl, account);
    await this.open();
    await expect(this.accounts).toHaveCount(accounts.length);
    const current = this.accounts.filter({ hasText: accounts.at(-1)?.emailAddress ?? "" });
    await expect(current).toContainText("Current");
    await expect(this.devices.filter({ hasText: "This device" })).toHaveCount(1);
    await expect(this.timeLeft).toBeVisible();
  }

  /** Opens another tab by the page's own link, and waits until it shows a token. */
  async openTab(): Promise<DevicesPage> {
    const opened = this.page.waitForEvent("popup");
    await this.page.getByRole("link", { name: "Open a second tab" }).click();
    const second = new DevicesPage(await opened, this.apiUrl);
    await expect(second.timeLeft).toBeVisible();
    return second;
  }

  /** Signs in with the open form. */
  async signIn({ emailAddress }: DemoAccount): Promise<void> {
    await this.button(`Fill in ${emailAddress}`).click();
    await this.button("Sign in").click();
  }

  /** Sets the page's `visibilityState`. Without this, a tab under test is always visible. */
  async setVisibility(state: DocumentVisibilityState): Promise<void> {
    await this.page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  }

  /** Presses a button of the open dialog. */
  async confirm(action: string): Promise<void> {
    await this.dialog.getByRole("button", { name: action, exact: true }).click();
  }
}

/** Signs a page's browser in without the page. Returns the session's id. */
export async function signInByRequest(
  page: Page,
  apiUrl: string,
  { emailAddress: identifier, password }: DemoAccount,
): Promise<string> {
  const form = { identifier, password };
  const response = await page.request.post(`${apiUrl}/v1/client/sign_ins`, { form });
  expect(response.ok()).toBe(true);
  return (await response.json()).response.created_session_id;
}
