//! How a word hangs on another: the relations of Universal Dependencies 2.

macro_rules! relations {
    ($($name:ident $code:literal)*) => {
        /// A relation of Universal Dependencies.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[expect(missing_docs, reason = "the names are those of Universal Dependencies")]
        pub enum Relation { $($name),* }

        impl Relation {
            /// Every relation, in the order of the model's classes.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// As Universal Dependencies writes it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
        }
    };
}

relations! {
    Root "root"
    Nsubj "nsubj"
    NsubjPass "nsubj:pass"
    Csubj "csubj"
    Obj "obj"
    Iobj "iobj"
    Obl "obl"
    OblAgent "obl:agent"
    OblUnmarked "obl:unmarked"
    Ccomp "ccomp"
    Xcomp "xcomp"
    Advcl "advcl"
    AdvclRelcl "advcl:relcl"
    Acl "acl"
    AclRelcl "acl:relcl"
    Nmod "nmod"
    NmodPoss "nmod:poss"
    NmodUnmarked "nmod:unmarked"
    NmodDesc "nmod:desc"
    Appos "appos"
    Nummod "nummod"
    Amod "amod"
    Det "det"
    Advmod "advmod"
    Case "case"
    Mark "mark"
    Cc "cc"
    CcPreconj "cc:preconj"
    Conj "conj"
    Aux "aux"
    AuxPass "aux:pass"
    Cop "cop"
    Compound "compound"
    CompoundPrt "compound:prt"
    Flat "flat"
    Fixed "fixed"
    Parataxis "parataxis"
    List "list"
    Expl "expl"
    Discourse "discourse"
    Vocative "vocative"
    Orphan "orphan"
    Punct "punct"
    Dep "dep"
}

impl Relation {
    /// The relation of this index among [`Relation::ALL`]; `Dep` beyond it.
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self::ALL.get(index).copied().unwrap_or(Self::Dep)
    }

    /// The relation a treebank writes so. Subtypes that tell nothing here are read as their kind.
    #[must_use]
    pub fn from_treebank(code: &str) -> Self {
        if let Some(relation) = Self::ALL.iter().find(|relation| relation.code() == code) {
            return *relation;
        }
        match code {
            "obl:tmod" | "obl:npmod" => Self::OblUnmarked,
            "nmod:tmod" | "nmod:npmod" => Self::NmodUnmarked,
            _ => {
                let kind = code.split(':').next().unwrap_or_default();
                Self::ALL.iter().find(|relation| relation.code() == kind).copied().unwrap_or(Self::Dep)
            }
        }
    }
}
