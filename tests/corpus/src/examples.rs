//! Every example of a description, with the type that it is an example of.

use lean_openapi::api::{Api, Codec, Field, Media, Place, Type, TypeId, TypeKind};
use lean_openapi::read::{Kind, Node};

use crate::compare::parse;
use crate::valid;
use crate::walk::Nodes;

/// A value that the description gives as an example.
pub(crate) struct Example {
    /// The place of the example.
    pub(crate) place: String,
    /// The value.
    pub(crate) value: Node,
    /// The type of the example.
    pub(crate) ty: Type,
    /// The schema that it should fit.
    pub(crate) schema: Option<Node>,
    /// Of a member: what other parts of the object's schema say of the same one.
    pub(crate) beside: Vec<Node>,
    /// True if the example is part of a request.
    pub(crate) is_sent: bool,
}

pub(crate) fn all(api: &Api, nodes: &Nodes<'_>) -> Vec<Example> {
    let mut found = Found {
        nodes,
        examples: Vec::new(),
        is_request: false,
        beside: Vec::new(),
    };
    found.gather_types(api);
    for operation in &api.operations {
        for parameter in operation
            .parameters
            .iter()
            .filter(|parameter| parameter.media.is_none())
        {
            found.gather_parameter(&parameter.place, &parameter.ty);
        }
        if let Some(body) = &operation.body {
            found.is_request = true;
            found.gather_contents(&body.place, &body.media);
            found.is_request = false;
        }
        for response in &operation.responses {
            found.gather_contents(&response.place, &response.media);
        }
    }
    let mut seen = std::collections::HashSet::new();
    found
        .examples
        .retain(|example| seen.insert((example.place.clone(), example.ty.clone())));
    found.examples
}

struct Found<'a, 'd> {
    nodes: &'a Nodes<'d>,
    examples: Vec<Example>,
    is_request: bool,
    beside: Vec<Node>,
}

impl Found<'_, '_> {
    fn gather_types(&mut self, api: &Api) {
        for (index, def) in api.types.iter().enumerate() {
            self.gather_schema(&def.place, &Type::Named(TypeId(index)));
            if let TypeKind::Struct(object) = &def.kind {
                for field in &object.fields {
                    self.beside = self
                        .nodes
                        .at(&def.place)
                        .map(|owner| valid::schemas_of(&field.name.wire, owner, self.nodes))
                        .unwrap_or_default();
                    self.gather_field(field);
                    self.beside.clear();
                }
            }
        }
    }

    fn gather_field(&mut self, field: &Field) {
        self.gather_schema(&field.place, &field.ty);
    }

    /// The examples of a schema. What it refers to has a type of its own.
    fn gather_schema(&mut self, place: &Place, ty: &Type) {
        if let Some(node) = self.nodes.at(place) {
            self.gather_from_schema(&node.clone(), ty);
        }
    }

    fn gather_from_schema(&mut self, schema: &Node, ty: &Type) {
        if let Some(example) = schema.get("example") {
            self.add(&example, ty, Some(schema));
        }
        let examples = schema
            .get("examples")
            .map(|examples| examples.items())
            .unwrap_or_default();
        examples
            .iter()
            .for_each(|example| self.add(example, ty, Some(schema)));
    }

    fn gather_parameter(&mut self, place: &Place, ty: &Type) {
        let Some(node) = self.nodes.at(place).cloned() else {
            return;
        };
        let schema = node.get("schema");
        self.gather_node(&node, ty, schema.as_ref());
        if let Some(schema) = schema.filter(|schema| schema.get("$ref").is_none()) {
            self.gather_from_schema(&schema, ty);
        }
    }

    fn gather_contents(&mut self, place: &Place, media: &[Media]) {
        let Some(content) = self.nodes.at(place).and_then(|node| node.get("content")) else {
            return;
        };
        for media in media
            .iter()
            .filter(|media| matches!(media.codec, Codec::Json))
        {
            let Some(node) = content
                .get(&media.name)
                .and_then(|node| self.nodes.follow(&node))
            else {
                continue;
            };
            let schema = node.get("schema");
            self.gather_node(&node, &media.ty, schema.as_ref());
            if let Some(schema) = schema.filter(|schema| schema.get("$ref").is_none()) {
                self.gather_from_schema(&schema, &media.ty);
            }
        }
    }

    /// `example` and `examples` of a parameter or a media type.
    fn gather_node(&mut self, node: &Node, ty: &Type, schema: Option<&Node>) {
        if let Some(example) = node.get("example") {
            self.add(&example, ty, schema);
        }
        for (_, example) in node
            .get("examples")
            .map(|examples| examples.entries())
            .unwrap_or_default()
        {
            let value = self
                .nodes
                .follow(&example)
                .and_then(|example| example.get("value").or_else(|| example.get("dataValue")));
            if let Some(value) = value {
                self.add(&value, ty, schema);
            }
        }
    }

    fn add(&mut self, value: &Node, ty: &Type, schema: Option<&Node>) {
        let place = value.place().to_string();
        let value = self
            .suggested(value, schema)
            .unwrap_or_else(|| value.clone());
        self.examples.push(Example {
            place,
            value,
            ty: ty.clone(),
            schema: schema.cloned(),
            beside: self.beside.clone(),
            is_sent: self.is_request,
        });
    }

    /// Many documents give JSON as a text, where a text does not fit: the value is meant.
    fn suggested(&self, value: &Node, schema: Option<&Node>) -> Option<Node> {
        let text = value
            .as_str()
            .filter(|text| text.trim_start().starts_with(['{', '[']))?;
        valid::misfit(value, schema?, self.nodes)?;
        parse(&text)
            .ok()
            .filter(|suggested| matches!(suggested.kind(), Kind::Map | Kind::List))
    }
}
