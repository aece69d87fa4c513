//! requisitions
