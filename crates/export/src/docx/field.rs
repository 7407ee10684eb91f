//! Fields: a code that Word can compute again, and the result shown until it does.

use docx_rs::{FieldCharType, InstrText, Paragraph, Run};

use super::inline::run;

/// The paragraph with a field added at its end, in a character style (empty for none). The code is written as
/// it is: it must not need escaping.
pub(super) fn add(paragraph: Paragraph, code: &'static str, result: &str, style: &str) -> Paragraph {
    let mark = |kind| styled(Run::new().add_field_char(kind, false), style);
    let code = Run::new().add_instr_text(InstrText::Unsupported(format!(" {code} ")));
    paragraph
        .add_run(mark(FieldCharType::Begin))
        .add_run(styled(code, style))
        .add_run(mark(FieldCharType::Separate))
        .add_run(styled(run(result), style))
        .add_run(mark(FieldCharType::End))
}

fn styled(run: Run, style: &str) -> Run {
    if style.is_empty() { run } else { run.style(style) }
}
