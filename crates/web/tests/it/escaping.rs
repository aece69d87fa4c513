//! escaping
