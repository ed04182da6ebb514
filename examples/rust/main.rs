//! A page that lists this browser's accounts and the user's devices, in Rust alone: clerk-session
//! with Yew, without a JavaScript object.
//!
//! 1. `cargo install --locked trunk`, once: Trunk builds such pages and serves them.
//! 2. `npm start`, at the top of the repository, runs a local Frontend API. Sign in on the page
//!    whose address it prints. This page expects the Frontend API on port 5273, which `npm start`
//!    uses unless another program does.
//! 3. `trunk serve`, in this directory. Open <http://localhost:8080>: only with the host name of
//!    the other page does this page have its cookies. As <http://127.0.0.1:8080> it has none of
//!    them, and nobody is signed in.
//!
//! A real instance needs only `CLERK_PUBLISHABLE_KEY=pk_test_… trunk serve`.

use clerk_session::model::{Client, Session};
use clerk_session::{Options, Result, SessionClient, Target};
use yew::platform::spawn_local;
use yew::prelude::*;

fn main() {
    yew::Renderer::<App>::new().render();
}

/// Returns the options for the instance of `CLERK_PUBLISHABLE_KEY`, which is read at compile time.
/// If it is not set, they name the local Frontend API.
fn options() -> Options {
    match option_env!("CLERK_PUBLISHABLE_KEY") {
        Some(key) => Options { publishable_key: Some(key.into()), ..Options::default() },
        None => Options {
            frontend_api: Some("clerk.example.com".into()),
            proxy_url: Some("http://localhost:5273".into()),
            ..Options::default()
        },
    }
}

#[component]
fn App() -> Html {
    let client = use_memo((), |()| SessionClient::new(options()));
    match &*client {
        Ok(client) => html! { <Sessions client={client.clone()} /> },
        Err(error) => html! { <p role="alert">{ error.to_string() }</p> },
    }
}

#[derive(PartialEq, Properties)]
struct SessionsProperties {
    client: SessionClient,
}

#[component]
fn Sessions(SessionsProperties { client: session_client }: &SessionsProperties) -> Html {
    let message = use_state(|| Ok(String::new()));
    let client = use_client(session_client, &message);
    let devices = use_devices(session_client, &client, &message);

    let sign_out = Callback::from({
        let (session_client, message) = (session_client.clone(), message.clone());
        move |session: Session| {
            let (session_client, message) = (session_client.clone(), message.clone());
            spawn_local(async move {
                message.set(session_client.delete_session(&session).await.map(|confirmed| {
                    match confirmed {
                        Some(_) => format!("{} is signed out.", name(&session)),
                        None => format!("{} was signed out already.", name(&session)),
                    }
                }));
            });
        }
    });

    let account = |session: &Session| {
        let (name, sign_out, session) = (name(session), sign_out.clone(), session.clone());
        let button = format!("Sign out {name}");
        html! {
            <li>
                { name }{ " " }
                <button onclick={move |_| sign_out.emit(session.clone())}>{ button }</button>
            </li>
        }
    };
    let device = |session: &Session| {
        let is_here = client.as_ref().is_some_and(|client| client.session(session.id()).is_some());
        html! { <li>{ place(session) }{ if is_here { " (this browser)" } else { "" } }</li> }
    };
    let sessions = client.iter().flat_map(Client::sessions);
    let accounts: Vec<_> = sessions.filter(|session| session.status().is_signed_in()).collect();
    html! {
        <main>
            if !session_client.is_loaded() {
                <p>{ "The server has not answered yet." }</p>
            } else if accounts.is_empty() {
                <p>{ "Nobody is signed in." }</p>
            }
            <h2>{ "This browser" }</h2>
            <ul aria-label="This browser">{ for accounts.iter().map(account) }</ul>
            <h2>{ "Your devices" }</h2>
            <ul aria-label="Your devices">{ for devices.iter().map(device) }</ul>
            { match &*message {
                Ok(done) => html! { <p role="status">{ done }</p> },
                Err(error) => html! { <p role="alert">{ error.to_string() }</p> },
            } }
        </main>
    }
}

/// The outcome of the last call.
type Message = UseStateHandle<Result<String>>;

/// Returns this browser's client. Requests it when the page starts, and renders again after each
/// change.
#[hook]
fn use_client(session_client: &SessionClient, message: &Message) -> Option<Client> {
    let (update, message) = (use_force_update(), message.clone());
    use_effect_with(session_client.clone(), move |session_client| {
        let subscription = session_client.subscribe(move || update.force_update());
        let session_client = session_client.clone();
        spawn_local(async move {
            if let Err(error) = session_client.get_client().await {
                message.set(Err(error));
            }
        });
        move || drop(subscription)
    });
    session_client.client()
}

/// Returns the current user's active sessions. Lists them again after each change of the client.
#[hook]
fn use_devices(
    session_client: &SessionClient,
    client: &Option<Client>,
    message: &Message,
) -> Vec<Session> {
    let devices = use_state(Vec::new);
    let (set, message) = (devices.setter(), message.clone());
    use_effect_with((session_client.clone(), client.clone()), move |(session_client, client)| {
        let (session_client, client) = (session_client.clone(), client.clone());
        spawn_local(async move {
            let listed = match session_client.session() {
                Some(_) => session_client.list_active_sessions(Target::Current).await,
                None => Ok(Vec::new()),
            };
            match listed {
                // The client has changed since, so a newer call lists the sessions.
                _ if session_client.client() != client => {}
                Ok(sessions) => set.set(sessions),
                Err(error) => message.set(Err(error)),
            }
        });
    });
    devices.to_vec()
}

/// Returns the name of a session's user.
fn name(session: &Session) -> String {
    let user = session.public_user_data();
    let name = user.as_ref().and_then(|user| user.first_name().or(user.identifier()));
    name.unwrap_or("Unknown user").into()
}

/// Returns where a session is used, such as `Safari, iPhone, Lisbon`.
fn place(session: &Session) -> String {
    let Some(activity) = session.latest_activity() else { return "Unknown device".into() };
    let place = [activity.browser_name(), activity.device_type(), activity.city()];
    place.into_iter().map(|part| part.unwrap_or("unknown")).collect::<Vec<_>>().join(", ")
}
