//! Secrets: named by definitions, provided by the host, never stored.

use std::fmt;

/// A secret. Neither [`Debug`](fmt::Debug) nor anything else prints it.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// A secret with this content.
    pub fn new(content: impl Into<Vec<u8>>) -> Self {
        Self(content.into())
    }

    /// Its content.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// Where secrets come from.
pub trait Secrets: Send + Sync {
    /// The secret of this name, if there is one.
    fn secret(&self, name: &str) -> Option<Secret>;
}

/// Secrets from the environment: `gmao_jeton` is the variable `GRC_SECRET_GMAO_JETON`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Environment;

impl Environment {
    /// The variable that holds a secret.
    pub fn variable(name: &str) -> String {
        format!("GRC_SECRET_{}", name.to_ascii_uppercase())
    }
}

impl Secrets for Environment {
    fn secret(&self, name: &str) -> Option<Secret> {
        // A name is snake_case: anything else could name a variable of another kind, or none at all.
        let well_formed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if name.is_empty() || !name.bytes().all(well_formed) {
            return None;
        }
        let content = std::env::var(Self::variable(name)).ok()?;
        (!content.is_empty()).then(|| Secret::new(content))
    }
}
