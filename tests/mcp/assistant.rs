//! A person's folders with the program in them, and an assistant's program that talks to it.

use rmcp::model::{CallToolRequestParams, CallToolResult, ContentBlock, Tool};
use rmcp::service::{RunningService, ServiceError};
use rmcp::transport::TokioChildProcess;
use rmcp::{RoleClient, ServiceExt};
use serde_json::{Value, json};
use std::fs;
use std::future::Future;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A person's folders, with a preset of their own.
pub struct Home(TempDir);

impl Home {
    pub fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let preset = include_str!("../../presets/price-war.ron");
        fs::create_dir_all(home.path().join("data/payback/presets")).unwrap();
        fs::write(home.path().join("data/payback/presets/my case.ron"), preset).unwrap();
        fs::write(home.path().join("file.ron"), preset).unwrap();
        home
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_payback"));
        command
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .env("XDG_DATA_HOME", self.path().join("data"))
            .env("XDG_STATE_HOME", self.path().join("state"))
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null());
        command
    }

    /// What a command as it is typed prints; one that says no prints its answer too.
    #[track_caller]
    pub fn typed(&self, line: &str) -> String {
        let words = shell_words::split(line).unwrap();
        assert_eq!(words[0], "payback", "{line}");
        let words: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        let Output { status, stdout, stderr } = self.command(&words).output().unwrap();
        let said = String::from_utf8(stderr).unwrap();
        assert!(matches!(status.code(), Some(0 | 1)) && said.is_empty(), "{line}: {said}");
        String::from_utf8(stdout).unwrap()
    }
}

/// An assistant at work.
pub struct Assistant(RunningService<RoleClient, ()>);

impl Assistant {
    /// Starts the program with options before and behind `mcp`.
    pub async fn start(home: &Home, before: &[&str], behind: &[&str]) -> Self {
        let command = home.command(&[before, &["mcp"], behind].concat());
        let transport = TokioChildProcess::new(tokio::process::Command::from(command)).unwrap();
        Self(().serve(transport).await.unwrap())
    }

    pub fn client(&self) -> &RunningService<RoleClient, ()> {
        &self.0
    }

    pub async fn tools(&self) -> Vec<Tool> {
        self.0.list_all_tools().await.unwrap()
    }

    pub async fn asked(
        &self,
        tool: &str,
        arguments: Value,
    ) -> Result<CallToolResult, ServiceError> {
        let Value::Object(arguments) = arguments else { panic!("{arguments}") };
        let tool = tool.to_owned();
        self.0.call_tool(CallToolRequestParams::new(tool).with_arguments(arguments)).await
    }

    /// The answer to what can be answered: the command that makes it, and the answer itself.
    pub async fn answer(&self, tool: &str, arguments: Value) -> (String, Value) {
        let result = self.asked(tool, arguments.clone()).await.unwrap();
        let said = texts(&result);
        assert_eq!(result.is_error, Some(false), "{tool} {arguments}: {said:?}");
        let object = result.structured_content.unwrap();
        let command = object["command"].as_str().unwrap().to_owned();
        assert_eq!(said[1], format!("Made by: {command}"));
        let answer = object["answer"].clone();
        match &answer {
            Value::String(text) => assert_eq!(&said[0], text),
            answer => assert_eq!(&serde_json::from_str::<Value>(&said[0]).unwrap(), answer),
        }
        (command, answer)
    }

    /// Why something can't be answered.
    pub async fn refusal(&self, tool: &str, arguments: Value) -> String {
        let result = self.asked(tool, arguments.clone()).await.unwrap();
        let said = texts(&result).join("\n");
        assert_eq!(result.is_error, Some(true), "{tool} {arguments}: {said}");
        assert_eq!(result.structured_content, None);
        said
    }

    /// It still answers.
    pub async fn assert_well(&self) {
        let (_, list) = self.answer("list", json!({})).await;
        assert_eq!(list[0]["id"], "apec-40b");
    }
}

/// The texts of a result.
pub fn texts(result: &CallToolResult) -> Vec<String> {
    let text = |block: &ContentBlock| block.as_text().map(|text| text.text.clone());
    result.content.iter().map(|block| text(block).expect("a text")).collect()
}

/// Waits for something in the time of this test.
pub fn wait<T>(of: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(of)
}
