//! Templates of texts: Jinja's tags around the expressions of the language.
