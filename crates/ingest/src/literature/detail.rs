//! What stands beside a title: container, publisher, place, date, volume, issue, pages, edition, numbers.

use chancery_model::reference::ReferenceType;

use super::piece::{self, Form, Piece};
use super::printed_date::is_date;
use super::{Entry, bare};
use crate::span::Span;

/// How the title was told, which says what a name beside it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TitleForm {
    /// In quotation marks: a part of something, so the name is its container.
    Quoted,
    /// Standing free or in italics: a whole, so the name is its publisher.
    Free,
}

/// Reads what follows the title, to the end of the body.
pub(super) fn read(entry: &mut Entry<'_>, after: Span, form: TitleForm) {
    let pieces = piece::split(entry.text, after);
    let mut reader = Reader { entry, form, names: Vec::new(), year_first: false, within: false };
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let run = &pieces[at..];
        at += match piece.group {
            Some(group) if !reader.is_editors_role(piece) => {
                let inside = run.iter().take_while(|piece| piece.group == Some(group)).count();
                reader.group(&run[..inside], at == 0, run.get(inside));
                inside
            }
            _ => reader.free(run),
        };
    }
    reader.place_names();
}

struct Reader<'e, 't> {
    entry: &'e mut Entry<'t>,
    form: TitleForm,
    /// Names in no bracket that have no role yet, in order.
    names: Vec<Piece>,
    /// `(2020) 41(5) River Review 12`.
    year_first: bool,
    /// Behind `in`: a chapter of a book or an item of a periodical.
    within: bool,
}

impl Reader<'_, '_> {
    fn is_editors_role(&self, piece: &Piece) -> bool {
        piece.form == Form::Role && !self.names.is_empty()
    }

    /// Reads pieces that stand in no bracket; how many were read.
    fn free(&mut self, run: &[Piece]) -> usize {
        let (piece, next) = (run[0], run.get(1));
        if let Some(length) = self.date(run) {
            return length;
        }
        let raw = &mut self.entry.raw;
        match piece.form {
            Form::Role => {
                let end = piece.group.map_or(piece.span.end, |group| group.end);
                raw.editor = self.names.first().map(|first| Span::new(first.span.start, end));
                self.names.clear();
            }
            Form::Number => return self.number(piece, next),
            Form::Name => return self.name(piece, next),
            Form::Within(name) => {
                self.within = true;
                self.entry.label(piece.span, name);
                self.names.push(Piece { span: name, ..piece });
            }
            _ => self.plain(piece),
        }
        1
    }

    /// The longest date that pieces between commas make: `May 3, 2020`; how many they are.
    fn date(&mut self, run: &[Piece]) -> Option<usize> {
        let text = self.entry.text;
        let commas =
            run[1..].iter().take(2).take_while(|piece| piece.mark == ',' && piece.group == run[0].group).count();
        let longest = (1..=commas).rev().map(|last| (last, Span::new(run[0].span.start, run[last].span.end)));
        let (last, whole, date) = longest
            .filter_map(|(last, whole)| piece::dated(text, whole).map(|date| (last, whole, date)))
            .next()
            .or(match run[0].form {
                Form::Date(date) => Some((0, run[0].span, date)),
                _ => None,
            })?;
        if self.entry.raw.issued.is_none() {
            self.entry.label(whole, date);
            self.entry.raw.issued = Some(date);
        }
        Some(last + 1)
    }

    /// A piece whose form alone tells its part. What is there already stays, and the piece is unparsed.
    fn plain(&mut self, piece: Piece) {
        let raw = &mut self.entry.raw;
        let (slot, part) = match piece.form {
            Form::Pages(part) => (&mut raw.page, part),
            Form::Volume(part) => (&mut raw.volume, part),
            Form::Issue(part) => (&mut raw.issue, part),
            Form::Editor(part) => (&mut raw.editor, part),
            Form::Edition(part) => (&mut raw.edition, part),
            Form::Genre => (&mut raw.genre, piece.span),
            Form::Document => {
                raw.numbers.push(piece.span);
                return;
            }
            _ => return,
        };
        if slot.is_none() {
            *slot = Some(part);
            self.entry.label(piece.span, part);
        }
        if matches!(piece.form, Form::Volume(_) | Form::Issue(_)) {
            self.entry.raw.kind = Some(ReferenceType::ArticleJournal);
        }
    }

    /// A bare number: volume where an issue, a date or pages follow, else pages.
    fn number(&mut self, piece: Piece, next: Option<&Piece>) -> usize {
        let text = self.entry.text;
        let known = !self.names.is_empty() || self.entry.raw.container.is_some();
        let raw = &mut self.entry.raw;
        let adjoining = next.filter(|next| next.group.is_some() && !self.within);
        if raw.volume.is_none() && piece.mark != ':' {
            let issue =
                adjoining.filter(|next| next.span.len() <= 12 && !matches!(next.form, Form::Date(_) | Form::Pages(_)));
            let dated = adjoining.is_some_and(|next| matches!(next.form, Form::Date(_)));
            let paged =
                known && next.is_some_and(|next| matches!(next.form, Form::Number | Form::Pages(_) | Form::Issue(_)));
            if let Some(issue) = issue {
                raw.volume = Some(piece.span);
                raw.issue = Some(issue.span);
                raw.kind = Some(ReferenceType::ArticleJournal);
                return 2;
            }
            if dated || paged || (self.year_first && !known) || piece.mark == ';' {
                raw.volume = Some(piece.span);
                raw.kind = Some(ReferenceType::ArticleJournal);
                return 1;
            }
        }
        // `411, 415–18`
        match raw.page {
            None => raw.page = Some(piece.span),
            Some(page) if bare(text, Span::new(page.end, piece.span.start)).is_empty() => {
                raw.page = Some(Span::new(page.start, piece.span.end));
            }
            Some(_) => {}
        }
        1
    }

    /// A name in no bracket, with a volume before or behind it or pages behind it; how many pieces were read.
    fn name(&mut self, mut piece: Piece, next: Option<&Piece>) -> usize {
        let text = self.entry.text;
        let raw = &mut self.entry.raw;
        let mut read = 1;
        if self.year_first {
            if let Some((volume, name)) = piece::number_and_name(text, piece.span).filter(|_| raw.volume.is_none()) {
                raw.volume = Some(volume);
                piece.span = name;
            }
            if let Some((name, page)) = piece::name_and_number(text, piece.span).filter(|_| raw.page.is_none()) {
                raw.page = Some(page);
                piece.span = name;
            }
            raw.kind = Some(ReferenceType::ArticleJournal);
        } else if let Some((name, issue, year)) =
            piece::issue_of_year(text, piece.span).filter(|_| raw.issued.is_none())
        {
            piece.span = name;
            raw.issue = Some(issue);
            raw.issued = Some(year);
            raw.kind = Some(ReferenceType::ArticleJournal);
        } else if let Some((name, number)) =
            piece::name_and_number(text, piece.span).filter(|(_, number)| number.len() <= 9)
        {
            let in_group = next.filter(|next| next.group.is_some());
            let volume = raw.volume.is_none()
                && (next.is_some_and(|next| matches!(next.form, Form::Issue(_) | Form::Number | Form::Pages(_)))
                    || in_group.is_some_and(|next| matches!(next.form, Form::Date(_))));
            if volume && number.len() <= 4 {
                raw.volume = Some(number);
                raw.kind = Some(ReferenceType::ArticleJournal);
                piece.span = name;
                // `River Review 14 (3)`
                if let Some(issue) = in_group.filter(|next| next.form == Form::Number) {
                    raw.issue = Some(issue.span);
                    read = 2;
                }
            }
        }
        self.names.push(piece);
        read
    }

    /// A group in brackets.
    fn group(&mut self, pieces: &[Piece], opens: bool, next: Option<&Piece>) {
        let text = self.entry.text;
        let mut names: Vec<Piece> = Vec::new();
        let mut at = 0;
        let was_undated = self.entry.raw.issued.is_none();
        let mut dated_by_word = false;
        while let Some(piece) = pieces.get(at) {
            if let Some(length) = self.date(&pieces[at..]) {
                at += length;
                continue;
            }
            // In a bracket of its own a site's name may be in small letters.
            let small = piece.form == Form::Remark && names.is_empty() && piece.mark == '(' && pieces.len() == 2;
            match piece.form {
                // `HC 2009–10, 123-I`
                Form::Number if at > 0 && pieces[at - 1].form == Form::Document => {
                    if let Some(document) = self.entry.raw.numbers.last_mut() {
                        document.end = piece.span.end;
                    }
                }
                Form::Name | Form::Number => names.push(*piece),
                _ if small => names.push(*piece),
                _ => self.plain(*piece),
            }
            at += 1;
        }
        // `Title [Paper presentation]`
        if let ([only], TitleForm::Free) = (pieces, self.form)
            && only.mark == '['
            && only.form == Form::Name
        {
            self.entry.raw.genre = self.entry.raw.genre.or(Some(only.span));
            return;
        }
        if let Some(last) = names.last_mut()
            && self.entry.raw.issued.is_none()
            && let Some(date) = last_words_date(text, last.span)
        {
            self.entry.raw.issued = Some(date);
            last.span = bare(text, Span::new(last.span.start, date.start));
            dated_by_word = true;
        }
        let dated = was_undated && self.entry.raw.issued.is_some();
        if names.is_empty() {
            let is_year = self.entry.raw.issued.is_some_and(|date| date.len() <= 7) && dated;
            let follows = next.is_some_and(|next| matches!(next.form, Form::Name | Form::Number));
            self.year_first = opens && is_year && follows && self.form == TitleForm::Quoted;
            return;
        }
        if names[0].form == Form::Number && names.len() == 1 && !dated {
            return;
        }
        self.names_in_group(&names, dated, dated_by_word);
    }

    fn names_in_group(&mut self, names: &[Piece], dated: bool, dated_by_word: bool) {
        let joined = Span::new(names[0].span.start, names[names.len() - 1].span.end);
        let on_a_day = dated
            && !dated_by_word
            && self.entry.raw.issued.is_some_and(|date| date.of(self.entry.text).contains(char::is_whitespace));
        let raw = &mut self.entry.raw;
        // `(Working Paper 12, Institute 2022)`
        if self.form == TitleForm::Quoted
            && dated_by_word
            && !self.within
            && raw.container.is_none()
            && self.names.is_empty()
            && let [first, .., before, last] | [first @ before, last] = names
        {
            raw.container = Some(Span::new(first.span.start, before.span.end));
            raw.publisher = raw.publisher.or(Some(last.span));
            return;
        }
        let colon = names.iter().position(|name| name.mark == ':');
        let has_container = !self.names.is_empty() || raw.container.is_some();
        if self.form == TitleForm::Quoted && has_container && !self.within {
            // `Newspaper (London, 3 May 2020)`
            raw.place = raw.place.or(Some(joined));
        } else if let Some(colon) = colon.filter(|_| self.form == TitleForm::Free || self.within) {
            raw.place = Some(Span::new(joined.start, names[colon - 1].span.end));
            raw.publisher = Some(Span::new(names[colon].span.start, joined.end));
        } else if self.form == TitleForm::Quoted && !self.within && !dated_by_word && raw.genre.is_none()
            || on_a_day && raw.numbers.is_empty()
        {
            raw.container = raw.container.or(Some(joined));
        } else {
            raw.publisher = raw.publisher.or(Some(joined));
        }
        if self.within && raw.publisher.is_some() {
            raw.kind = Some(ReferenceType::Chapter);
        }
    }

    /// Gives the names in no bracket their roles, once all pieces are known.
    fn place_names(&mut self) {
        let raw = &mut self.entry.raw;
        let is_article = raw.volume.is_some() || raw.issue.is_some();
        let is_day = raw.issued.is_some_and(|date| date.len() >= "2 May 1999".len());
        let whole = self.form == TitleForm::Free && !is_article;
        let mut names = self.names.as_slice();
        let holds = !whole
            || self.within
            || (raw.url.is_some() || raw.accessed.is_some() || is_day) && !names.iter().any(|name| name.mark == ':');
        if holds
            && raw.container.is_none()
            && let Some(first) = names.first()
        {
            // `Journal of Law, Trade and Rivers 4`: commas and colons belong to a periodical's name.
            let also = names[1..].iter().take_while(|name| {
                name.mark == ':' && !self.within || is_article && name.mark == ',' && raw.publisher.is_none()
            });
            let count = 1 + also.count();
            raw.container = Some(Span::new(first.span.start, names[count - 1].span.end));
            names = &names[count..];
        }
        let colon = names.iter().position(|name| name.mark == ':').filter(|at| *at > 0);
        if let Some(colon) = colon {
            raw.place = raw.place.or(Some(Span::new(names[0].span.start, names[colon - 1].span.end)));
            raw.publisher = raw.publisher.or(Some(names[colon].span));
        } else {
            let mut rest = names.iter();
            // Behind a meeting or a site of a free title stands its place.
            if raw.publisher.is_none() && !(whole && holds && !self.within && rest.len() == 1) {
                raw.publisher = rest.next().map(|name| name.span);
            }
            if let Some(name) = rest.next() {
                raw.place = raw.place.or(Some(name.span));
            }
        }
        if self.within && (raw.editor.is_some() || raw.publisher.is_some()) {
            raw.kind = Some(ReferenceType::Chapter);
        }
        let own = |author: Span, publisher: Span| author.of(self.entry.text) == publisher.of(self.entry.text);
        // A name alone is no sign of a book.
        let told = raw.issued.is_some() || raw.edition.is_some() || raw.isbn.is_some();
        let by_itself = raw.author.zip(raw.publisher).is_some_and(|(author, publisher)| own(author, publisher));
        if whole
            && raw.publisher.is_some()
            && raw.url.is_none()
            && raw.numbers.is_empty()
            && raw.kind.is_none()
            && !by_itself
            && told
        {
            raw.kind = Some(ReferenceType::Book);
        }
    }
}

/// The longest date that the last words make, with something before it: `2001` in `OUP 2001`.
fn last_words_date(text: &str, span: Span) -> Option<Span> {
    let starts = span.of(text).char_indices().rev().filter(|(_, c)| c.is_whitespace()).take(4);
    let dates = starts.map(|(at, c)| Span::new(span.start + at + c.len_utf8(), span.end));
    dates.filter(|date| is_date(date.of(text))).last().filter(|date| date.start > span.start)
}
