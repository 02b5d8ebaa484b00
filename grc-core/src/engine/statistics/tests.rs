use super::{Cell, Statistics, StatisticsColumn};

fn csv_of(text: &str) -> String {
    let columns = vec![StatisticsColumn { id: "a".to_owned(), label: "A".to_owned() }];
    let csv = Statistics { columns, rows: vec![vec![Cell::from(text)]], csv: None }.to_csv();
    csv.strip_prefix("A\r\n").and_then(|rest| rest.strip_suffix("\r\n")).map(str::to_owned).unwrap()
}

#[test]
fn what_a_spreadsheet_would_compute_is_text() {
    for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "=HYPERLINK(\"x\")"] {
        let cell = csv_of(formula);
        assert!(cell.trim_start_matches('"').starts_with('\''), "{formula:?}: {cell}");
    }
    assert_eq!(csv_of("Rue du 8-Mai"), "Rue du 8-Mai");
}

#[test]
fn a_cell_that_holds_a_separator_is_quoted() {
    assert_eq!(csv_of("a,b"), "\"a,b\"");
    assert_eq!(csv_of("a;b"), "\"a;b\"");
    assert_eq!(csv_of("dit \"ça\""), "\"dit \"\"ça\"\"\"");
    assert_eq!(csv_of("deux\nlignes"), "\"deux\nlignes\"");
    assert_eq!(csv_of(""), "");
}
