//! The ends of maps and lists, found in one pass over the text.

use std::ops::Range;

use super::super::DEPTH_MAX;
use super::super::error::Fault;
use super::super::place::offset;

/// The end of each longer map and list of a JSON document; the short ones are cheap to search.
pub(in crate::read) struct Ends {
    /// The outermost value.
    pub(super) document: Range<usize>,
    opens: Vec<u32>,
    closes: Vec<u32>,
}

const SHORT: usize = 64;

const PLAIN: u8 = 0;
const QUOTE: u8 = 1;
const OPEN: u8 = 2;
const CLOSE: u8 = 3;

static CLASSES: [u8; 256] = {
    let mut classes = [PLAIN; 256];
    classes[b'"' as usize] = QUOTE;
    classes[b'{' as usize] = OPEN;
    classes[b'[' as usize] = OPEN;
    classes[b'}' as usize] = CLOSE;
    classes[b']' as usize] = CLOSE;
    classes
};

impl Ends {
    /// Refuses brackets that do not match, strings without an end, and depth.
    pub(super) fn find(bytes: &[u8], from: usize) -> Result<Self, Fault> {
        let start = skip_space(bytes, from);
        let mut ends = Self {
            document: start..start,
            opens: Vec::new(),
            closes: Vec::new(),
        };
        let mut open: Vec<usize> = Vec::new();
        let mut at = start;
        while at < bytes.len() {
            let class = CLASSES[bytes[at] as usize];
            if class == PLAIN {
                at += 1;
                continue;
            }
            if class == QUOTE {
                at = string_end(bytes, at)?;
                continue;
            }
            if class == OPEN {
                if open.len() >= DEPTH_MAX {
                    return Err(Fault::at(
                        at,
                        format!("nested deeper than {DEPTH_MAX} levels"),
                    ));
                }
                open.push(ends.opens.len());
                ends.opens.push(offset(at));
                ends.closes.push(0);
            } else {
                ends.close(bytes, &mut open, at)?;
                if open.is_empty() {
                    ends.document.end = at + 1;
                    return nothing_after(bytes, at + 1).map(|()| ends);
                }
            }
            at += 1;
        }
        let innermost = open
            .last()
            .map_or(start, |index| ends.opens[*index] as usize);
        Err(unclosed_fault(bytes, innermost))
    }

    fn close(&mut self, bytes: &[u8], open: &mut Vec<usize>, at: usize) -> Result<(), Fault> {
        let index = open
            .pop()
            .ok_or_else(|| Fault::at(at, "nothing is open here"))?;
        let start = self.opens[index] as usize;
        // In ASCII both closing brackets have the code of the opening one plus two.
        if bytes[at] != bytes[start] + 2 {
            let (close, open) = (char::from(bytes[at]), char::from(bytes[start]));
            return Err(Fault::at(
                at,
                format!("`{close}` does not close the `{open}` that is open here"),
            ));
        }
        if at - start < SHORT {
            // What it holds is shorter still, and gone already.
            self.opens.truncate(index);
            self.closes.truncate(index);
        } else {
            self.closes[index] = offset(at + 1);
        }
        Ok(())
    }

    /// The end of the map or list that opens here.
    pub(super) fn end_of(&self, bytes: &[u8], open: usize) -> Result<usize, Fault> {
        if let Ok(index) = self.opens.binary_search(&offset(open)) {
            return Ok(self.closes[index] as usize);
        }
        let mut depth = 0;
        let mut at = open;
        while at < bytes.len() {
            let class = CLASSES[bytes[at] as usize];
            if class == QUOTE {
                at = string_end(bytes, at)?;
                continue;
            }
            if class == OPEN {
                depth += 1;
            } else if class == CLOSE {
                depth -= 1;
                if depth == 0 {
                    return Ok(at + 1);
                }
            }
            at += 1;
        }
        Err(unclosed_fault(bytes, open))
    }
}

fn unclosed_fault(bytes: &[u8], open: usize) -> Fault {
    Fault::at(
        open,
        format!("this `{}` is not closed", char::from(bytes[open])),
    )
}

/// The offset after the closing quote.
pub(super) fn string_end(bytes: &[u8], quote: usize) -> Result<usize, Fault> {
    let mut at = quote + 1;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte == b'"' {
            return Ok(at + 1);
        }
        if byte == b'\\' {
            at += 1;
        }
        at += 1;
    }
    Err(Fault::at(quote, "this `\"` is not closed"))
}

fn nothing_after(bytes: &[u8], from: usize) -> Result<(), Fault> {
    let at = skip_space(bytes, from);
    if at < bytes.len() {
        return Err(Fault::at(at, "text after the end of the document"));
    }
    Ok(())
}

fn skip_space(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() && matches!(bytes[at], b' ' | b'\n' | b'\r' | b'\t') {
        at += 1;
    }
    at
}
