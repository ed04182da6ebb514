//! Interprets a response that is no error response.

use super::client_member::{self, Relation};
use super::confirmation::{self, Confirmation};
use super::interpretation::{Effect, FollowUp, Interpretation};
use super::response_reader::ResponseReader;
use super::token::matching_token;
use crate::api::cookies::is_token;
use crate::api::operation::{ResponseType, TOUCH_ON_FOCUS};
use crate::api::request::ApiRequest;
use crate::document::{FieldValue, Value};
use crate::error::Result;
use crate::json::ReadError;
use crate::models::{Client, Session, SessionVerification, TokenResource};
use crate::state::State;
use crate::state::client_state::EndedSessions;
use crate::state::in_flight::ReceivedClient;
use crate::state::snapshot::Snapshot;
use crate::util::text::Secret;

models! {
    /// The response to POST /dev_browser.
    struct DevBrowserToken {
        id: Secret,
    }
}

pub(super) fn interpret(
    request: &ApiRequest,
    reader: &mut ResponseReader<'_>,
    snapshot: &Snapshot,
    state: &State,
) -> Interpretation {
    match request.operation.response {
        ResponseType::Client => interpret_client(reader, snapshot, state),
        ResponseType::DevBrowser => interpret_dev_browser(reader),
        _ => {
            Success { request, snapshot, state, effects: Vec::new(), ended: None }.interpret(reader)
        }
    }
}

/// Interprets the response to GET /client.
fn interpret_client(
    reader: &mut ResponseReader<'_>,
    snapshot: &Snapshot,
    state: &State,
) -> Interpretation {
    let client = match reader.response(Client::TYPE.optional()) {
        Ok(client) => client.get::<Option<Client>>(),
        Err(error) => {
            return Interpretation { result: Err(error), effects: Vec::new(), follow_up: None };
        }
    };
    let received =
        ReceivedClient { client: client.clone(), credentials_held: snapshot.credentials_held };
    let mut effects = vec![Effect::RecordClient(received)];
    let mut follow_up = None;
    let relation = client_member::relation_of_response(client.as_ref(), snapshot, state);
    let value = |client: Option<&Client>| Ok(client.map_or_else(Value::null, Client::to_value));
    let mut result = value(state.client.client());
    match relation {
        Relation::Known => effects.push(Effect::AdvanceVersion),
        Relation::Newer => {
            result = value(client.as_ref());
            effects.push(Effect::ApplyClient(client, snapshot.sent_at));
        }
        Relation::Late | Relation::Foreign => {
            follow_up = Some(FollowUp::AwaitRefresh);
        }
    }
    if follow_up.is_none() {
        effects.push(Effect::ServeDoubts(snapshot.doubts));
    }
    Interpretation { result, effects, follow_up }
}

fn interpret_dev_browser(reader: &mut ResponseReader<'_>) -> Interpretation {
    let mut effects = Vec::new();
    let result = reader.response(DevBrowserToken::TYPE).and_then(|value| {
        let created = value.get::<DevBrowserToken>();
        if !is_token(created.id()) {
            return Err(reader.unreadable(ReadError::new("expected a token", 0).under("id")));
        }
        effects.push(Effect::KeepDevBrowser(Secret(created.id().into())));
        Ok(Value::null())
    });
    Interpretation { result, effects, follow_up: None }
}

/// The interpretation of a successful response to one of the other operations, in progress.
struct Success<'a> {
    request: &'a ApiRequest,
    snapshot: &'a Snapshot,
    state: &'a State,
    effects: Vec<Effect>,
    /// The sessions whose end the response confirms.
    ended: Option<EndedSessions>,
}

impl Success<'_> {
    fn interpret(mut self, reader: &mut ResponseReader<'_>) -> Interpretation {
        let operation = self.request.operation;
        // The client that the response describes: its `client` member, or if there is none, its
        // `response` member.
        let mut described = reader.client();
        let client = described.as_ref().ok().and_then(Option::as_ref);
        let mut follow_up = None;
        let mut confirms_change = operation.is_change;
        let result = match operation.response {
            ResponseType::Session => reader.response(Session::TYPE).inspect(|session| {
                self.doubt_if_ended(&session.get::<Session>());
            }),
            ResponseType::Sessions => reader.response(<Vec<Session>>::TYPE).inspect(|sessions| {
                sessions.get::<Vec<Session>>().for_each(|session| self.doubt_if_ended(&session));
            }),
            ResponseType::Verification => {
                reader.response(SessionVerification::TYPE).inspect(|_| {
                    if let Some(session) = &self.request.session
                        && operation.starts_verification
                    {
                        self.effects.push(Effect::BeginVerification(session.clone()));
                    }
                })
            }
            ResponseType::Token => self.token(reader),
            ResponseType::EndedClient => {
                let ended = self.ended_client(reader, client);
                confirms_change = ended.is_ok();
                match ended {
                    Ok(client) => {
                        let value = client.to_value();
                        if described.is_err() {
                            self.effects.push(Effect::RaiseDoubt);
                        }
                        described = Ok(Some(client));
                        Ok(value)
                    }
                    Err(error) => {
                        follow_up = Some(FollowUp::AwaitRefresh);
                        Err(error)
                    }
                }
            }
            _ => {
                let result = self.ended_session(reader, client);
                confirms_change = self.ended.is_some();
                result
            }
        };
        if confirms_change {
            self.confirm_change();
        }
        match described {
            Ok(Some(client)) => {
                client_member::push_effects(
                    &mut self.effects,
                    &client,
                    self.ended.as_ref(),
                    self.snapshot,
                    self.state,
                );
            }
            Ok(None) if !(confirms_change && self.concerns_known_sessions()) => {}
            Ok(None) | Err(_) => self.effects.push(Effect::RaiseDoubt),
        }
        Interpretation { result, effects: self.effects, follow_up }
    }

    /// Adds the effects of a change that the server has made.
    fn confirm_change(&mut self) {
        if let Some(session) = &self.request.session
            && self.request.operation.invalidates_tokens
        {
            // The session may be active in another organization, may have newly verified factors,
            // or may have ended.
            self.effects.push(Effect::InvalidateTokens(session.clone()));
        }
        self.effects.extend(self.ended.clone().map(Effect::EndSessions));
        self.effects.push(Effect::AdvanceVersion);
        self.effects.push(if self.request.operation == &TOUCH_ON_FOCUS {
            Effect::BroadcastOtherSessions
        } else {
            Effect::BroadcastChange
        });
    }

    /// Returns whether a change without a `client` member may have changed the known client. If it
    /// ended a session, the known client must hold that session.
    fn concerns_known_sessions(&self) -> bool {
        match &self.ended {
            Some(EndedSessions::One(ended)) => {
                self.state.client.client().is_some_and(|client| client.session(ended).is_some())
            }
            _ => true,
        }
    }

    /// Raises a doubt if a session has ended that the known client holds alive.
    fn doubt_if_ended(&mut self, session: &Session) {
        if !session.status().is_alive() && self.state.client.holds_alive(session.id()) {
            self.effects.push(Effect::RaiseDoubt);
        }
    }

    fn token(&mut self, reader: &mut ResponseReader<'_>) -> Result<Value> {
        let value = reader.response(TokenResource::TYPE)?;
        let token =
            matching_token(self.request, value.get::<TokenResource>().jwt(), self.snapshot.sent_at)
                .map_err(|error| reader.unreadable(error))?;
        if token.key.organization != self.request.token.organization {
            // The session is active in another organization than the known client says.
            self.effects.push(Effect::RaiseDoubt);
        }
        self.effects.push(Effect::KeepToken(token));
        Ok(Value::null())
    }

    /// Interprets the response to a request that ends a session. Only a confirmation that it has
    /// ended counts.
    fn ended_session(
        &mut self,
        reader: &mut ResponseReader<'_>,
        client: Option<&Client>,
    ) -> Result<Value> {
        let session = self.request.session.clone().unwrap_or_default();
        let confirmation = confirmation::confirm(reader, client, &session);
        if let Confirmation::Confirmed(_) | Confirmation::ConfirmedUnreadable(_) = confirmation {
            self.ended = Some(EndedSessions::One(session));
        }
        match confirmation {
            Confirmation::Confirmed(session) => Ok(session),
            Confirmation::ConfirmedUnreadable(error) => Err(reader.unreadable(error).context(
                "the server confirmed the end, but the rest of its answer cannot be read: ",
            )),
            Confirmation::Denied(why) => Err(reader.unconfirmed(why)),
            Confirmation::Unreadable(error) => Err(reader.unreadable(error)),
        }
    }

    /// Interprets the response to a request that ends all sessions. They have ended only if the
    /// client that held them lists none alive.
    fn ended_client(
        &mut self,
        reader: &mut ResponseReader<'_>,
        member: Option<&Client>,
    ) -> Result<Client> {
        let has_ended = |client: &Client| self.snapshot.is_owner(client) && !client.is_alive();
        let described = reader.response(Client::TYPE).ok().map(|value| value.get::<Client>());
        let Some(described) =
            described.filter(|described| member.is_none_or(has_ended) && has_ended(described))
        else {
            return Err(reader.unconfirmed("the client still holds sessions, or is another"));
        };
        self.ended = self.snapshot.client.clone().map(EndedSessions::AllOf);
        Ok(described)
    }
}
