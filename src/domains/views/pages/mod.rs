//! What the views domain puts on the pages of lists.

pub mod panels;
