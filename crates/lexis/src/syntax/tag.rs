//! Parts of speech: Universal Dependencies' classes, each with the Penn Treebank's finer tag.

/// A class of words in Universal Dependencies (UPOS).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of Universal Dependencies")]
pub enum WordClass {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

macro_rules! tags {
    ($($name:ident $class:ident $upos:literal $xpos:literal)*) => {
        /// A word's tag: its class in Universal Dependencies and the Penn tag that tells its form.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[expect(missing_docs, reason = "each is a pair of the two published tag sets")]
        pub enum Tag { $($name),* }

        impl Tag {
            /// Every tag, in the order of the model's classes.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its class.
            #[must_use]
            pub const fn class(self) -> WordClass {
                match self { $(Self::$name => WordClass::$class),* }
            }

            /// The class as Universal Dependencies writes it.
            #[must_use]
            pub const fn upos(self) -> &'static str {
                match self { $(Self::$name => $upos),* }
            }

            /// The Penn Treebank's tag; our own word for a known stretch.
            #[must_use]
            pub const fn xpos(self) -> &'static str {
                match self { $(Self::$name => $xpos),* }
            }
        }
    };
}

tags! {
    Noun Noun "NOUN" "NN"
    Nouns Noun "NOUN" "NNS"
    Name Propn "PROPN" "NNP"
    Names Propn "PROPN" "NNPS"
    Adjective Adj "ADJ" "JJ"
    AdjectiveMore Adj "ADJ" "JJR"
    AdjectiveMost Adj "ADJ" "JJS"
    AdjectiveName Adj "ADJ" "NNP"
    Adverb Adv "ADV" "RB"
    AdverbMore Adv "ADV" "RBR"
    AdverbMost Adv "ADV" "RBS"
    AdverbWh Adv "ADV" "WRB"
    VerbBase Verb "VERB" "VB"
    VerbPast Verb "VERB" "VBD"
    VerbIng Verb "VERB" "VBG"
    VerbParticiple Verb "VERB" "VBN"
    VerbPresent Verb "VERB" "VBP"
    VerbThird Verb "VERB" "VBZ"
    AuxModal Aux "AUX" "MD"
    AuxBase Aux "AUX" "VB"
    AuxPast Aux "AUX" "VBD"
    AuxIng Aux "AUX" "VBG"
    AuxParticiple Aux "AUX" "VBN"
    AuxPresent Aux "AUX" "VBP"
    AuxThird Aux "AUX" "VBZ"
    Determiner Det "DET" "DT"
    DeterminerPre Det "DET" "PDT"
    DeterminerWh Det "DET" "WDT"
    Pronoun Pron "PRON" "PRP"
    PronounPossessive Pron "PRON" "PRP$"
    PronounThat Pron "PRON" "DT"
    PronounNoun Pron "PRON" "NN"
    PronounRelative Pron "PRON" "WDT"
    PronounWh Pron "PRON" "WP"
    PronounWhose Pron "PRON" "WP$"
    PronounThere Pron "PRON" "EX"
    Preposition Adp "ADP" "IN"
    Particle Adp "ADP" "RP"
    Subordinator Sconj "SCONJ" "IN"
    Coordinator Cconj "CCONJ" "CC"
    To Part "PART" "TO"
    Not Part "PART" "RB"
    Possessive Part "PART" "POS"
    Cardinal Num "NUM" "CD"
    Interjection Intj "INTJ" "UH"
    Symbol Sym "SYM" "SYM"
    Comma Punct "PUNCT" ","
    Stop Punct "PUNCT" "."
    Colon Punct "PUNCT" ":"
    QuoteOpen Punct "PUNCT" "``"
    QuoteClose Punct "PUNCT" "''"
    BracketOpen Punct "PUNCT" "-LRB-"
    BracketClose Punct "PUNCT" "-RRB-"
    Hyphen Punct "PUNCT" "HYPH"
    Other X "X" "FW"
    Date Noun "NOUN" "DATE"
    Number Num "NUM" "NUMBER"
    Quantity Noun "NOUN" "QUANTITY"
    Money Noun "NOUN" "MONEY"
}

/// The form of a verb (`VerbForm` and `Tense` of Universal Dependencies in one).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// `sign` after `to` or a modal; an order.
    Base,
    /// `signed`, as a finite past.
    Past,
    /// `signs`, or `sign` with a plural subject.
    Present,
    /// `signing`.
    Ing,
    /// `signed`, `taken` as a participle.
    Participle,
    /// `will`, `may`.
    Modal,
}

impl Tag {
    /// How many of [`Tag::ALL`] the tagger may give; those after it are only of known stretches.
    pub const LEARNT: usize = Self::Date as usize;

    /// The tag of this index among [`Tag::ALL`]; `Other` beyond it.
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self::ALL.get(index).copied().unwrap_or(Self::Other)
    }

    /// The tag of a treebank's pair. What is rare there is read by its class alone.
    #[must_use]
    pub fn from_treebank(upos: &str, xpos: &str) -> Self {
        if let Some(tag) = Self::ALL.iter().find(|tag| tag.upos() == upos && tag.xpos() == xpos) {
            return *tag;
        }
        match upos {
            "ADJ" => Self::Adjective,
            "ADP" => Self::Preposition,
            "ADV" => Self::Adverb,
            "AUX" => Self::AuxPresent,
            "CCONJ" => Self::Coordinator,
            "DET" => Self::Determiner,
            "INTJ" => Self::Interjection,
            "NOUN" => Self::Noun,
            "NUM" => Self::Cardinal,
            "PART" => Self::Not,
            "PRON" => Self::Pronoun,
            "PROPN" => Self::Name,
            "PUNCT" => Self::Colon,
            "SCONJ" => Self::Subordinator,
            "SYM" => Self::Symbol,
            "VERB" => Self::VerbPresent,
            _ => Self::Other,
        }
    }

    /// The verb form it tells, of verbs and auxiliaries.
    #[must_use]
    pub const fn verb_form(self) -> Option<VerbForm> {
        Some(match self {
            Self::VerbBase | Self::AuxBase => VerbForm::Base,
            Self::VerbPast | Self::AuxPast => VerbForm::Past,
            Self::VerbPresent | Self::VerbThird | Self::AuxPresent | Self::AuxThird => VerbForm::Present,
            Self::VerbIng | Self::AuxIng => VerbForm::Ing,
            Self::VerbParticiple | Self::AuxParticiple => VerbForm::Participle,
            Self::AuxModal => VerbForm::Modal,
            _ => return None,
        })
    }

    /// Whether it is a full verb.
    #[must_use]
    pub fn is_verb(self) -> bool {
        self.class() == WordClass::Verb
    }

    /// Whether it can head a noun group: a noun, a name, a pronoun, a number, a known date, quantity or amount.
    #[must_use]
    pub fn is_nominal(self) -> bool {
        matches!(self.class(), WordClass::Noun | WordClass::Propn | WordClass::Pron | WordClass::Num)
    }

    /// Whether it is a plural noun or name.
    #[must_use]
    pub const fn is_plural(self) -> bool {
        matches!(self, Self::Nouns | Self::Names)
    }
}
