//! Changes by other applications and devices.

use super::player::Player;
use super::server::{Mode, OTHER_DEVICE};
use super::step::Change;

/// The cookie by which pages share a development browser's token.
const DEV_BROWSER_COOKIE: &str = "__clerk_db_jwt";

impl Player {
    /// Changes the client of the browser that the page's cookies identify.
    pub(super) fn change_externally(&mut self, change: Change) {
        let now_ms = self.world.true_ms();
        let browser = self.page_browser();
        match change {
            Change::SignIn(user) => self.sign_in(browser, user, now_ms),
            Change::SignInOnOtherDevice(user) => {
                self.server.accounts.sign_in(OTHER_DEVICE, user, now_ms);
            }
            Change::Revoke(number) => {
                if let Some(session) = self.alive(browser, number) {
                    self.server.accounts.end(&session, "revoked");
                }
            }
            Change::Choose(number, organization) => {
                if let Some(session) = self.alive(browser, number) {
                    self.server.accounts.touch(&session, organization, now_ms);
                }
            }
            Change::Rename(user) => self.server.accounts.rename(user),
            Change::RemoveClient => self.remove_client(browser),
            Change::ReplaceClient(user) => {
                self.remove_client(browser);
                self.sign_in(browser, user, now_ms);
            }
            Change::ReplaceDevBrowser => self.replace_dev_browser(),
        }
    }

    pub(super) fn sign_in(&mut self, browser: usize, user: u8, now_ms: f64) {
        let client = match self.server.identities.client_of(browser) {
            Some(client) => client,
            None => {
                let client = self.server.accounts.make_client();
                let version = self.server.accounts.version();
                self.server.identities.set_client(browser, Some(client), version);
                client
            }
        };
        self.server.accounts.sign_in(client, user, now_ms);
    }

    fn remove_client(&mut self, browser: usize) {
        if let Some(client) = self.server.identities.client_of(browser) {
            self.server.accounts.remove_all(client);
            let version = self.server.accounts.version();
            self.server.identities.set_client(browser, None, version);
        }
    }

    fn replace_dev_browser(&mut self) {
        let cookie = self.world.cookies().get(DEV_BROWSER_COOKIE).cloned();
        let version = self.server.accounts.version();
        let identities = &mut self.server.identities;
        let replaced = cookie.and_then(|token| identities.replace(&token));
        let token = replaced.unwrap_or_else(|| identities.make_browser(version));
        self.world.set_cookie(DEV_BROWSER_COOKIE, Some(&token));
    }

    fn alive(&self, browser: usize, number: u8) -> Option<String> {
        let client = self.server.identities.client_of(browser)?;
        let alive = self.server.accounts.alive(client);
        let at = usize::from(number).checked_rem(alive.len())?;
        alive.get(at).cloned()
    }

    /// Returns the browser that the page's cookies identify.
    pub(super) fn page_browser(&self) -> usize {
        let cookie = match self.server.identities.mode() {
            Mode::DevBrowser => self.world.cookies().get(DEV_BROWSER_COOKIE).cloned(),
            Mode::Cookie | Mode::ClientToken => None,
        };
        cookie.and_then(|token| self.server.identities.browser_of(&token)).unwrap_or_default()
    }

    /// Prepares the history: signs users in and sets the development browser's cookie.
    pub(super) fn prepare(&mut self) {
        use super::config::DevBrowserCookie;
        let now_ms = self.world.true_ms();
        for user in 0..self.config.sessions {
            self.sign_in(0, user, now_ms);
        }
        if self.config.mode == Mode::DevBrowser {
            let token = match self.config.dev_browser {
                DevBrowserCookie::Present => Some(self.server.identities.issue(0)),
                DevBrowserCookie::Foreign => Some("of_another_instance".into()),
                DevBrowserCookie::Missing => None,
            };
            self.world.set_cookie(DEV_BROWSER_COOKIE, token.as_deref());
        }
    }
}
