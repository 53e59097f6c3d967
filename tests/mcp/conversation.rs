//! The protocol goes on whatever is asked: while something takes long, when it is cancelled, with
//! lines that are none, and to the end.

use crate::assistant::{Assistant, Home, wait};
use rmcp::model::{
    CallToolRequest, CallToolRequestParams, ClientRequest, PingRequest, ServerResult,
};
use rmcp::service::{PeerRequestOptions, RequestHandle, RoleClient};
use serde_json::{Value, json};
use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// More work than is done in any of these tests.
async fn long(assistant: &Assistant) -> RequestHandle<RoleClient> {
    let tools = json!({ "preset": "apec-40b", "draws": 1_000_000, "spread": true });
    let Value::Object(mut arguments) = tools else { unreachable!() };
    let metrics = payback::model::Metric::ALL.map(payback::model::Metric::id);
    arguments.insert("metrics".to_owned(), json!(metrics.to_vec()));
    let call = CallToolRequestParams::new("risk").with_arguments(arguments);
    let request = ClientRequest::CallToolRequest(CallToolRequest::new(call));
    let options = PeerRequestOptions::no_options();
    assistant.client().send_cancellable_request(request, options).await.unwrap()
}

#[test]
fn a_long_answer_holds_up_neither_pings_nor_its_own_cancellation() {
    let home = Home::new();
    wait(async {
        let assistant = Assistant::start(&home, &[], &[]).await;
        let mut begun = Vec::new();
        for _ in 0..8 {
            begun.push(long(&assistant).await);
        }
        let started = Instant::now();
        for _ in 0..3 {
            let ping = ClientRequest::PingRequest(PingRequest::default());
            let pong = assistant.client().send_request(ping).await.unwrap();
            assert!(matches!(pong, ServerResult::EmptyResult(_)), "{pong:?}");
        }
        let pinged = started.elapsed();
        assert!(begun.iter_mut().all(|handle| handle.rx.try_recv().is_err()), "still at work");
        for handle in begun {
            handle.cancel(None).await.unwrap();
        }
        // Whoever waited for a turn has it soon.
        let well = assistant.assert_well();
        tokio::time::timeout(Duration::from_secs(10), well).await.expect("a turn");
        let all = started.elapsed();
        assert!(pinged < Duration::from_secs(2) && all < Duration::from_secs(10), "{all:?}");
    });
}

/// The lines that a client begins with, and some behind them.
fn lines(behind: &[&str]) -> String {
    let begin = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {},
        "clientInfo": { "name": "test", "version": "1" } } });
    let begun = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    let lines = [begin.to_string(), begun.to_string()].into_iter();
    lines.chain(behind.iter().map(|line| (*line).to_owned())).map(|line| line + "\n").collect()
}

/// What the program prints for these lines and the end of them: nothing but messages.
fn said(home: &Home, lines: &str) -> Vec<Value> {
    let mut command = home.command(&["mcp"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), complaint.as_str()), (Some(0), ""));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn it_ends_when_nobody_asks_any_more() {
    let home = Home::new();
    assert!(said(&home, "").is_empty());
    assert!(said(&home, "what is this?\n").is_empty());
    // What was asked before is still answered.
    let call = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
        "name": "evaluate", "arguments": {} } });
    let said = said(&home, &lines(&[&call.to_string()]));
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(said[1]["id"], 2);
    assert_eq!(said[1]["result"]["isError"], false);
}

#[test]
fn lines_that_are_no_requests_do_it_no_harm() {
    let home = Home::new();
    let list = |id: u32, arguments: Value| {
        json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": {
            "name": "list", "arguments": arguments } })
        .to_string()
    };
    let (odd, good) = (list(2, json!([])), list(3, json!({})));
    let behind = ["nonsense", "[]", "{}", "\u{0}", &odd, "{\"jsonrpc\":\"2.0\",\"id\":9}", &good];
    let said = said(&home, &lines(&behind));
    let answer = said.iter().find(|message| message["id"] == 3);
    assert_eq!(answer.unwrap()["result"]["isError"], false, "{said:?}");
    assert!(said.iter().all(|message| message["jsonrpc"] == "2.0"), "{said:?}");
}
