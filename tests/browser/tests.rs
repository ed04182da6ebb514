use core::cell::{Cell, RefCell};
use std::rc::Rc;

use super::*;
use crate::api::request::HttpRequest;
use crate::api::response::{HttpResponse, ResponseHeaders};
use crate::state::clock::Instant;

type Log = Rc<RefCell<Vec<String>>>;

fn start() -> (Simulation, Log) {
    (Simulation::start(7), Log::default())
}

fn log(log: &Log, text: impl Into<String>) {
    log.borrow_mut().push(text.into());
}

fn request(keepalive: bool) -> HttpRequest {
    let url = "https://clerk.example.com/v1/client".into();
    HttpRequest { method: "GET", url, body: None, authorization: None, keepalive }
}

fn response(status: u16) -> HttpResponse {
    HttpResponse { status, body: b"{}".to_vec(), headers: ResponseHeaders::default() }
}

fn fetching(log: &Log, survives_drop: bool) -> impl Future<Output = ()> + 'static {
    let log = Rc::clone(log);
    async move {
        let survives = Some(Rc::new(Cell::new(survives_drop)));
        let outcome = fetch(&request(survives_drop), survives).await;
        self::log(&log, outcome.map_or("failed".into(), |response| response.status.to_string()));
    }
}

#[test]
fn tasks_run_in_the_order_of_becoming_ready() {
    let (world, order) = start();
    let tab = world.open_tab(TabKind::Page);
    for name in ["a", "b"] {
        let order = Rc::clone(&order);
        world.start_task(tab, async move {
            log(&order, name);
            spawn(Box::pin(async move { log(&order, format!("{name}'s")) }));
        });
    }
    world.run();
    assert_eq!(*order.borrow(), ["a", "b", "a's", "b's"]);
    assert_eq!(world.leftovers(), [""; 0]);
}

#[test]
fn timeouts_end_in_order_and_are_cancelled_by_dropping() {
    let (world, order) = start();
    let tab = world.open_tab(TabKind::Worker);
    for (name, ms) in [("late", 20.0), ("early", 10.0), ("dropped", 5.0), ("at once", 3e9)] {
        let order = Rc::clone(&order);
        let task = world.start_task(tab, async move {
            Timeout::after(ms).await;
            log(&order, name);
        });
        world.run();
        if name == "dropped" {
            world.end_task(task);
        }
    }
    world.pass(19.0);
    assert_eq!(*order.borrow(), ["at once", "early"]);
    world.pass(1.0);
    assert_eq!(*order.borrow(), ["at once", "early", "late"]);
    assert_eq!(world.leftovers(), [""; 0]);
}

#[test]
fn each_clock_fails_in_its_own_way() {
    let (world, _) = start();
    world.pass(1_000.0);
    let tab = world.open_tab(TabKind::Page);
    let now = || world.in_tab(tab, now);
    let begin = now();
    world.pass(10.0);
    assert_eq!(now(), Instant::at(10.0, world.true_ms()), "a tab's monotonic clock begins with it");
    world.sleep(100.0);
    world.set_wall_clock(-500.0);
    assert_eq!(now(), Instant::at(10.0, world.true_ms() - 500.0));
    assert_eq!(now().since_ms(begin), 10.0);
}

#[test]
fn responses_arrive_when_they_are_delivered() {
    let (world, outcomes) = start();
    let tab = world.open_tab(TabKind::Page);
    for _ in 0..3 {
        world.start_task(tab, fetching(&outcomes, false));
    }
    world.run();
    let ids: Vec<_> = world.requests().iter().map(|request| request.id).collect();
    world.answer(ids[0], response(200));
    world.answer(ids[1], response(503));
    world.answer(ids[2], response(204));
    world.deliver(ids[2]);
    world.lose(ids[0]);
    world.deliver(ids[1]);
    assert_eq!(*outcomes.borrow(), ["204", "failed", "503"]);
    assert_eq!(world.leftovers(), [""; 0]);
}

#[test]
fn dropping_a_fetch_aborts_it_unless_it_survives() {
    let (world, outcomes) = start();
    let tab = world.open_tab(TabKind::Page);
    for (survives, is_answered, left) in
        [(false, false, 1), (false, true, 0), (true, false, 1), (true, true, 1)]
    {
        let task = world.start_task(tab, fetching(&outcomes, survives));
        world.run();
        let id = world.requests()[0].id;
        if is_answered {
            world.answer(id, response(200));
        }
        world.end_task(task);
        assert_eq!(world.requests().len(), left, "{survives} {is_answered}");
        assert!(world.requests().iter().all(|request| request.is_abandoned));
        world.deliver(id);
    }
    assert_eq!(*outcomes.borrow(), [""; 0]);
}

#[test]
fn messages_of_one_sender_reach_the_other_tabs_in_order() {
    let (world, received) = start();
    let tabs: Vec<_> = (0..3).map(|_| world.open_tab(TabKind::Page)).collect();
    let open = |tab: &TabId, name: &str| {
        let (received, number) = (Rc::clone(&received), tab.0);
        let on_message = move |message: TabMessage<'_>| {
            log(
                &received,
                match message {
                    TabMessage::Changed => format!("{number}: changed"),
                    TabMessage::Wanted(what) => format!("{number}: {what}"),
                },
            );
            None
        };
        world.in_tab(*tab, || TabChannel::open(name, on_message))
    };
    let channels: Vec<_> = tabs.iter().map(|tab| open(tab, "one")).collect();
    let _other = open(&tabs[0], "other");
    channels[0].post_changed();
    let _asked = world.in_tab(tabs[0], || channels[0].ask("x"));
    assert_eq!(world.deliverable_messages(), 2, "one for each of the others");
    world.deliver_message(1);
    world.deliver_message(1);
    world.deliver_message(0);
    drop(channels);
    assert_eq!(world.deliverable_messages(), 0, "a closed channel receives nothing");
    assert_eq!(*received.borrow(), ["2: changed", "2: x", "1: changed"]);
}

#[test]
fn a_question_is_answered_by_another_tab_or_by_none() {
    let (world, answers) = start();
    for (offer, expected) in [(Some("t"), r#"Some("t")"#), (None, "None")] {
        let tabs = [world.open_tab(TabKind::Page), world.open_tab(TabKind::Page)];
        let open = |tab: TabId| {
            let on_message = move |_: TabMessage<'_>| offer.map(String::from);
            world.in_tab(tab, || TabChannel::open("one", on_message))
        };
        let (asking, _answering) = (open(tabs[0]), open(tabs[1]));
        let log = Rc::clone(&answers);
        world.start_task(tabs[0], async move {
            let answer = asking.ask("x").await;
            self::log(&log, format!("{answer:?}"));
        });
        world.run();
        world.deliver_message(0);
        world.deliver_message(0);
        assert_eq!(answers.borrow().is_empty(), offer.is_none());
        world.pass(100.0);
        assert_eq!(answers.take(), [expected]);
        assert_eq!(world.tasks(), []);
        assert_eq!(world.timers(), []);
    }
}

#[test]
fn a_lock_has_one_holder_and_is_released_by_dropping_closing_and_timeouts() {
    let (world, order) = start();
    let tabs: Vec<_> = (0..4).map(|_| world.open_tab(TabKind::Worker)).collect();
    let hold = |tab: TabId, timeout_ms: u32| {
        let order = Rc::clone(&order);
        world.start_task(tab, async move {
            let channel = TabChannel::open("one", |_| None);
            let lock = channel.lock("x", timeout_ms);
            lock.acquired().await;
            log(&order, format!("{}", tab.0));
            Timeout::after(1_000.0).await;
        })
    };
    let first = hold(tabs[0], 5_000);
    hold(tabs[1], 5_000);
    hold(tabs[2], 100);
    hold(tabs[3], 5_000);
    world.run();
    assert_eq!(*order.borrow(), ["0"]);
    world.pass(100.0);
    assert_eq!(*order.borrow(), ["0", "2"], "after its timeout");
    world.end_task(first);
    world.run();
    assert_eq!(*order.borrow(), ["0", "2", "1"]);
    world.kill_tab(tabs[1]);
    world.run();
    assert_eq!(*order.borrow(), ["0", "2", "1", "3"]);
    world.pass(1_000.0);
    assert_eq!(world.leftovers(), [""; 0]);
}

#[test]
fn a_server_has_no_other_tabs() {
    let (world, _) = start();
    let server = world.open_tab(TabKind::Server);
    let is_alone = Rc::new(Cell::new(false));
    let result = Rc::clone(&is_alone);
    world.set_cookie("a", Some("1"));
    world.start_task(server, async move {
        let channel = TabChannel::open("one", |_| None);
        channel.lock("x", 1_000).acquired().await;
        result.set(channel.ask("x").await.is_none() && read_cookies().is_empty());
    });
    world.run();
    assert!(is_alone.get());
    assert_eq!(world.leftovers(), [""; 0]);
}

#[test]
fn a_visible_timeout_waits_until_the_page_is_visible() {
    let (world, calls) = start();
    let page = world.open_tab(TabKind::Page);
    let callback = Rc::clone(&calls);
    let timeout = world.in_tab(page, || VisibleTimeout::new(move || log(&callback, "called")));
    timeout.set(10.0);
    world.pass(10.0);
    assert_eq!(calls.take(), ["called"]);
    timeout.set(10.0);
    world.show(page, false);
    world.pass(10.0);
    timeout.set(10.0);
    world.pass(10.0);
    assert_eq!(calls.take(), [""; 0]);
    world.show(page, true);
    assert_eq!(calls.take(), ["called"]);
    timeout.set(f64::INFINITY);
    drop(timeout);
    assert_eq!(world.leftovers(), [""; 0]);
}

#[test]
fn a_page_dispatches_events_to_its_listeners() {
    let (world, events) = start();
    let page = world.open_tab(TabKind::Page);
    let received = Rc::clone(&events);
    let listener = world
        .in_tab(page, || PageEvents::listen(move |event| log(&received, format!("{event:?}"))));
    world.page_event(page, PageEvent::Restored);
    world.page_event(page, PageEvent::Online);
    world.show(page, true);
    world.show(page, false);
    world.show(page, true);
    drop(listener);
    world.page_event(page, PageEvent::Online);
    assert_eq!(*events.borrow(), ["Restored", "Online", "Hidden", "Visible"]);
}

#[test]
fn pages_share_cookies_and_have_urls() {
    let (world, _) = start();
    let pages = [world.open_tab(TabKind::Page), world.open_tab(TabKind::Page)];
    world.in_tab(pages[0], || {
        write_cookie("a", "1");
        write_cookie("b", "2");
        write_cookie("a", "");
    });
    assert_eq!(world.in_tab(pages[1], read_cookies), "b=2");
    world.set_query_parameter(pages[0], "q", "x");
    let taken = world.in_tab(pages[0], || [take_query_parameter("q"), take_query_parameter("q")]);
    assert_eq!(taken, [Some("x".into()), None]);
}

#[test]
fn random_numbers_follow_from_the_seed() {
    let numbers = |seed| {
        let _world = Simulation::start(seed);
        [random(), random(), random()]
    };
    assert_eq!(numbers(1), numbers(1));
    assert_ne!(numbers(1), numbers(2));
    assert!(numbers(3).iter().all(|number| (0.0..1.0).contains(number)));
}

#[test]
fn http_dates_are_read_as_they_are_written() {
    assert_eq!(parse_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777_000.0));
    for unix_ms in [0.0, 951_782_400_000.0, 1_767_225_600_000.0, 1_798_675_199_000.0] {
        assert_eq!(parse_date(&http_date(unix_ms)), Some(unix_ms));
    }
    assert_eq!(http_date(1_767_225_600_000.0), "Thu, 01 Jan 2026 00:00:00 GMT");
    for text in ["", "120", "Sun, 06 Nov", "Sun, 06 Foo 1994 08:49:37 GMT"] {
        assert_eq!(parse_date(text), None);
    }
}
