//! Revokes all sessions of a user but one, some at a time.

use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::Poll;

use super::command::{Call, Command};
use super::methods::checked;
use super::session_client::SessionClient;
use super::target::Target;
use crate::api::operation::REVOKE_SESSION;
use crate::document::Value;
use crate::error::{Error, Result};
use crate::models::Session;
use crate::util::text::Secret;

/// The number of revocations in flight at once.
const AT_ONCE: usize = 3;

/// The outcome of [`SessionClient::revoke_other_sessions`], in the order of the server's list.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct RevokedSessions {
    /// The sessions that have ended: as the server returned each, or as a second list shows it. If
    /// the second list lacks a session, as the first list showed it.
    pub revoked: Vec<Session>,
    /// The sessions that may be alive.
    pub failed: Vec<FailedRevocation>,
}

/// A session that may be alive, because the server did not confirm its end.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FailedRevocation {
    /// The session, as the first list showed it.
    pub session: Session,
    /// The error of its revocation.
    pub error: Box<Error>,
}

type Job<'a> = Pin<Box<dyn Future<Output = Result<Value>> + 'a>>;

impl SessionClient {
    /// Signs out all other sessions of a user, on all devices: those that are active, pending or of
    /// an unknown status, except the acting session. `on_behalf_of` names that one. The call stays
    /// bound to the session that is current when it begins.
    ///
    /// Three revocations are in flight at once. If any of them fails, the sessions are listed once
    /// more: one that is no longer alive there counts as revoked.
    ///
    /// # Errors
    /// Those of [`list_sessions`](Self::list_sessions) for the first list, and
    /// [`Code::Closed`](crate::Code::Closed). A revocation that fails is in
    /// [`failed`](RevokedSessions::failed).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, Target};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// let outcome = client.revoke_other_sessions(Target::Current).await?;
    /// println!("{} signed out", outcome.revoked.len());
    /// for failure in &outcome.failed {
    ///     println!("{}: {}", failure.session.id(), failure.error);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn revoke_other_sessions(
        &self,
        on_behalf_of: impl Into<Target>,
    ) -> Result<RevokedSessions> {
        let on_behalf_of = on_behalf_of.into();
        checked("on_behalf_of", &on_behalf_of)?;
        let acting = self.acting_session(on_behalf_of).await?;
        let others: Vec<Session> = self
            .list_sessions(&*acting)
            .await?
            .into_iter()
            .filter(|session| *session.id() != *acting && session.status().is_alive())
            .collect();
        let jobs = others.iter().map(|session| -> Job<'_> {
            let call = Call {
                acting_session: Some(Target::from(&*acting)),
                ..Call::new(&REVOKE_SESSION, Some(session.into()))
            };
            Box::pin(self.execute(Command::Call(call), None))
        });
        let outcomes = some_at_a_time(jobs.collect()).await;
        let has_failed = outcomes.iter().any(Result::is_err);
        let listed = if has_failed { self.list_sessions(&*acting).await.ok() } else { None };
        self.engine.calls.check_open()?;
        let mut sorted = RevokedSessions::default();
        for (session, outcome) in others.into_iter().zip(outcomes) {
            match outcome {
                Ok(revoked) => sorted.revoked.push(revoked.get::<Session>()),
                Err(error) => match ended(&session, listed.as_deref()) {
                    Some(ended) => sorted.revoked.push(ended),
                    None => sorted.failed.push(FailedRevocation { session, error }),
                },
            }
        }
        Ok(sorted)
    }

    /// Returns the id of the session that a call is made on behalf of.
    async fn acting_session(&self, target: Target) -> Result<String> {
        let id = self.execute(Command::ResolveSession(target), None).await?;
        Ok(id.get::<Secret>().into())
    }
}

/// Returns a session that a list no longer shows alive, as the list shows it. If the list lacks the
/// session, returns it as it was. `None` if the session may be alive, or if there is no list.
fn ended(session: &Session, listed: Option<&[Session]>) -> Option<Session> {
    match listed?.iter().find(|listed| *listed.id() == *session.id()) {
        Some(listed) => (!listed.status().is_alive()).then(|| listed.clone()),
        None => Some(session.clone()),
    }
}

/// Waits for jobs, of which only the first unfinished ones are started. Returns their outcomes in
/// the same order.
async fn some_at_a_time(jobs: Vec<Job<'_>>) -> Vec<Result<Value>> {
    let mut jobs: Vec<_> = jobs.into_iter().map(|job| (job, None)).collect();
    poll_fn(|context| {
        let mut running = 0;
        for (job, outcome) in &mut jobs {
            if outcome.is_none() && running < AT_ONCE {
                match job.as_mut().poll(context) {
                    Poll::Ready(ready) => *outcome = Some(ready),
                    Poll::Pending => running += 1,
                }
            }
        }
        if running == 0 { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    jobs.into_iter().filter_map(|(_, outcome)| outcome).collect()
}
