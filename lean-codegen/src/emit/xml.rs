//! Constant tables of how XML is written, where the description says more than names.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::responses::statuses_text;
use crate::api::{Operation, Xml, XmlKind, XmlNode};
use crate::setting::ident;

/// The table of a document.
pub(super) fn document_table(xml: &Xml) -> TokenStream {
    let root = node_table(&xml.root);
    let shapes = xml.shapes.iter().map(|shape| {
        let nodes = shape.iter().map(node_table);
        quote!(&[#(#nodes),*])
    });
    quote!(__lean::Xml { root: #root, shapes: &[#(#shapes),*] })
}

/// The table of the responses of an operation.
pub(super) fn response_table(operation: &Operation) -> Option<TokenStream> {
    let mut all = Vec::new();
    for response in &operation.responses {
        let xml = response.media.iter().find_map(|media| media.xml.as_ref());
        if let Some(xml) = xml {
            let (statuses, xml) = (statuses_text(&[response.statuses]), document_table(xml));
            all.push(quote!((#statuses, &#xml)));
        }
    }
    (!all.is_empty()).then(|| quote!(.xml(&[#(#all),*])))
}

fn node_table(node: &XmlNode) -> TokenStream {
    let XmlNode {
        member,
        name,
        prefix,
        namespace,
        kind,
        item,
        shape,
    } = node;
    let mut changes = Vec::new();
    if !prefix.is_empty() {
        changes.push(quote!(prefix: #prefix,));
    }
    if !namespace.is_empty() {
        changes.push(quote!(namespace: #namespace,));
    }
    if *kind != XmlKind::Element {
        let kind = ident(&format!("{kind:?}"));
        changes.push(quote!(kind: __lean::XmlKind::#kind,));
    }
    if let Some(item) = item {
        let item = self::node_table(item);
        changes.push(quote!(item: ::core::option::Option::Some(&#item),));
    }
    if let Some(shape) = shape {
        let shape = Literal::usize_unsuffixed(*shape);
        changes.push(quote!(shape: #shape,));
    }
    let plain = quote!(__lean::XmlNode::new(#member, #name));
    if changes.is_empty() {
        return plain;
    }
    quote!(__lean::XmlNode { #(#changes)* ..#plain })
}
