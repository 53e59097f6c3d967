//! The protocol: requests on standard input, answers on standard output, and nothing else there.

use super::answers::{Answer, Answers};
use super::instructions::instructions;
use super::schema;
use super::tools::{self, Tool};
use crate::cli::{CommandError, CommandResult};
use crate::text::harmless;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation,
    ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig, ToolAnnotations,
};
use rmcp::service::{RequestContext, ServerInitializeError};
use rmcp::transport::stdio;
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt};
use serde_json::json;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::available_parallelism;
use tokio::runtime::Builder;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Serves until the other side closes standard input.
pub(super) fn serve(answers: Answers) -> CommandResult {
    if io::stdin().is_terminal() {
        let hint = "payback: waits for an assistant's requests on standard input; Ctrl-D ends it";
        let _ = writeln!(io::stderr(), "{hint}");
    }
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| failed(&error))?;
    let served = runtime.block_on(async {
        match Server::new(answers).serve(stdio()).await {
            Ok(running) => running.waiting().await.map(drop).map_err(|error| failed(&error)),
            // Whoever went away before saying anything wants nothing.
            Err(ServerInitializeError::ConnectionClosed(_)) => Ok(()),
            Err(error) => Err(failed(&error)),
        }
    });
    // What is still being worked out has nobody to wait for it.
    runtime.shutdown_background();
    served.map(|()| ExitCode::SUCCESS)
}

fn failed(error: &dyn std::error::Error) -> CommandError {
    CommandError(format!("the assistant can't be served: {}", harmless(&error.to_string())))
}

struct Server {
    answers: Arc<Answers>,
    /// As many answers are worked out at a time as there are cores; whoever comes later waits.
    turns: Arc<Semaphore>,
}

impl Server {
    fn new(answers: Answers) -> Self {
        let turns = available_parallelism().map_or(1, usize::from);
        Self { answers: Arc::new(answers), turns: Arc::new(Semaphore::new(turns)) }
    }

    /// An answer, worked out on a thread of its own, so that the protocol goes on meanwhile.
    async fn answered(
        &self,
        tool: Tool,
        request: CallToolRequestParams,
        stop: Arc<AtomicBool>,
    ) -> Result<CallToolResult, ErrorData> {
        let internal = |what: String| ErrorData::internal_error(what, None);
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.map_err(|error| internal(error.to_string()))?;
        let answers = Arc::clone(&self.answers);
        let worked = spawn_blocking(move || {
            let _turn = turn;
            answers.answer(tool, &request.arguments.unwrap_or_default(), &stop)
        });
        let answer = worked.await.map_err(|_| {
            let name = tool.spec().name;
            internal(format!("‘{name}’ failed; please report it, with what was asked"))
        })?;
        Ok(result(answer))
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("payback", env!("CARGO_PKG_VERSION")))
            .with_instructions(instructions(self.answers.may_write()))
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let may_write = self.answers.may_write();
        let tools = Tool::ALL.map(|tool| described(tool, may_write));
        Ok(ListToolsResult::with_all_items(tools.to_vec()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let tool = Tool::named(&request.name);
        let tool = tool.map_err(|why| ErrorData::invalid_params(why, None))?;
        let stop = Arc::<AtomicBool>::default();
        let answered = self.answered(tool, request, Arc::clone(&stop));
        let Some(answered) = context.ct.run_until_cancelled(answered).await else {
            stop.store(true, Ordering::SeqCst);
            return Err(ErrorData::internal_error("cancelled", None));
        };
        answered.map(Into::into)
    }
}

fn described(tool: Tool, may_write: bool) -> rmcp::model::Tool {
    let writes = may_write && tool.fields(true).any(|field| field.kind == tools::Kind::File);
    let annotations =
        ToolAnnotations::new().read_only(!writes).destructive(false).open_world(false);
    let input = schema::input(tool, may_write);
    rmcp::model::Tool::new(tool.spec().name, schema::description(tool), input)
        .with_raw_output_schema(Arc::new(schema::output(tool)))
        .with_annotations(annotations)
}

/// An answer as the protocol has it: the answer and its command as texts and as one object; of a
/// question that can't be answered, why.
fn result(answer: CommandResult<Answer>) -> CallToolResult {
    let Answer { command, made: answer, problems } = match answer {
        Ok(answer) => answer,
        Err(CommandError(why)) => return CallToolResult::error(vec![ContentBlock::text(why)]),
    };
    let text = answer.as_str().map_or_else(|| answer.to_string(), str::to_owned);
    let said = [text, format!("Made by: {command}")].into_iter().chain(problems.iter().cloned());
    let mut result = CallToolResult::success(said.map(ContentBlock::text).collect());
    let mut structured = json!({ "command": command, "answer": answer });
    if !problems.is_empty() {
        structured["problems"] = json!(problems);
    }
    result.structured_content = Some(structured);
    result
}
