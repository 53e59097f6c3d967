//! What an assistant can reach: the folder of --restricted and nothing else, and no file is written
//! but into the folder of --write.

use crate::assistant::{Assistant, Home, wait};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::symlink;

const SECRET: &str = "the secret outside";

#[test]
fn a_restricted_server_knows_names_only() {
    let home = Home::new();
    let dir = home.path().join("dir");
    fs::create_dir(&dir).unwrap();
    let preset = fs::read_to_string(home.path().join("file.ron")).unwrap();
    let named = |name: &str| preset.replacen("name: \"", &format!("name: \"{name} "), 1);
    fs::write(dir.join("mine.ron"), named("inside")).unwrap();
    fs::write(home.path().join("secret.ron"), named(SECRET)).unwrap();
    symlink(home.path().join("secret.ron"), dir.join("link.ron")).unwrap();
    let secret = home.path().join("secret.ron");
    let paths = [
        "secret.ron",
        "./secret.ron",
        "../secret.ron",
        "dir/../secret.ron",
        secret.to_str().unwrap(),
        "~/secret.ron",
        "link",
        "link.ron",
        "my case",
        "--restricted=/",
        "/dev/zero",
    ];
    wait(async {
        let assistant = Assistant::start(&home, &["--restricted", "dir"], &[]).await;
        let (command, answer) = assistant.answer("evaluate", json!({ "preset": "mine" })).await;
        assert!(answer["preset"].as_str().unwrap().starts_with("inside"), "{answer}");
        let restricted = command.replacen("payback", "payback --restricted dir", 1);
        assert_eq!(serde_json::from_str::<Value>(&home.typed(&restricted)).unwrap(), answer);
        let (_, list) = assistant.answer("list", json!({})).await;
        assert!(!list.to_string().contains("my case") && list.to_string().contains("mine"));
        for path in paths {
            for (tool, arguments) in [
                ("evaluate", json!({ "preset": path })),
                ("check", json!({ "presets": [path] })),
                ("compare", json!({ "presets": ["mine", path] })),
                ("report", json!({ "preset": path })),
                ("risk", json!({ "preset": path, "draws": 10 })),
                ("explain", json!({ "preset": path, "metric": "npv" })),
            ] {
                let said = assistant.refusal(tool, arguments).await;
                assert!(!said.contains(SECRET), "{tool} {path}: {said}");
            }
        }
    });
    let refused = home.command(&["--restricted", "dir", "mcp", "--write", "."]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--write writes files"));
}

#[test]
fn reports_are_written_where_that_is_allowed_and_over_nothing() {
    let home = Home::new();
    let reports = home.path().join("reports");
    fs::create_dir(&reports).unwrap();
    symlink(home.path(), reports.join("out")).unwrap();
    let count = || fs::read_dir(home.path()).unwrap().count();
    wait(async {
        let assistant = Assistant::start(&home, &[], &["--write", "reports"]).await;
        let before = count();
        for file in ["memo.html", "memo.md"] {
            let arguments = json!({ "preset": "my case", "file": file });
            let (command, path) = assistant.answer("report", arguments.clone()).await;
            assert_eq!(path, json!(reports.canonicalize().unwrap().join(file)));
            let written = fs::read_to_string(reports.join(file)).unwrap();
            // The same again by the command.
            fs::rename(reports.join("memo-charts"), home.path().join("moved")).ok();
            fs::remove_file(reports.join(file)).unwrap();
            assert_eq!(home.typed(&command), "");
            assert_eq!(fs::read_to_string(reports.join(file)).unwrap(), written);
            let said = assistant.refusal("report", arguments).await;
            assert!(said.contains("already: choose another name"), "{said}");
        }
        let charts = |folder: &str| fs::read_dir(home.path().join(folder)).unwrap().count();
        assert!(charts("moved") > 3 && charts("moved") == charts("reports/memo-charts"));
        for file in ["../x.md", "/tmp/x.md", "out/x.md", "x.ron", ".x.md", "x", "a\nb.md", "--.md"]
        {
            let said = assistant.refusal("report", json!({ "file": file })).await;
            assert!(said.starts_with("file: "), "{file:?}: {said}");
        }
        assert_eq!(count(), before + 1, "nothing but what was moved is new");
        // Without a name for a file nothing is written.
        let (_, text) = assistant.answer("report", json!({ "preset": "my case" })).await;
        assert!(text.as_str().unwrap().starts_with("# "));
        let tools = assistant.tools().await;
        for tool in tools {
            let reads = tool.annotations.unwrap().read_only_hint;
            assert_eq!(reads, Some(tool.name != "report"), "{}", tool.name);
        }
    });
    for folder in ["nowhere", "reports/out", "file.ron"] {
        let refused = home.command(&["mcp", "--write", folder]).output().unwrap();
        assert_eq!(refused.status.code(), Some(2), "{folder}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("--write "), "{folder}");
    }
}
