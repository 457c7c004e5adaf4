//! Copies of contracts, as far as they are used.

use std::collections::{BTreeSet, HashMap};

use lean_openapi::contract::{
    Additional, BodyContract, Contract, InboundContract, MediaContract, OperationContract,
    SchemaContract, SchemaId,
};

use crate::usage::TypeUse;

/// The used part of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Mode {
    /// All, up to the schemas that types of the crate read.
    Full,
    /// Nothing: a type of the crate reads it.
    Own,
    /// The path to a schema without a name: the index of the next member.
    Path(usize),
    /// The schema that a type represents.
    Type,
    /// The value of a field. What it holds is read by another type.
    Value,
}

/// The state of a copy: the schemas that were copied, and those that wait.
pub(super) struct Copier<'a> {
    from: &'a Contract,
    own: &'a BTreeSet<String>,
    path: &'a [String],
    used: Option<&'a TypeUse>,
    known: HashMap<(SchemaId, Mode), SchemaId>,
    queue: Vec<(SchemaId, SchemaId, Mode)>,
    done: Vec<SchemaContract>,
}

impl<'a> Copier<'a> {
    /// Copies operations and webhooks.
    pub(super) fn of(from: &'a Contract, own: &'a BTreeSet<String>) -> Self {
        Copier {
            from,
            own,
            path: &[],
            used: None,
            known: HashMap::new(),
            queue: Vec::new(),
            done: Vec::new(),
        }
    }

    /// Copies what a type uses of its component schema.
    pub(super) fn of_type(
        from: &'a Contract,
        own: &'a BTreeSet<String>,
        path: &'a [String],
        used: &'a TypeUse,
    ) -> Self {
        Copier {
            path,
            used: Some(used),
            ..Copier::of(from, own)
        }
    }

    /// Copies the component schema of a type.
    pub(super) fn root(&mut self, id: SchemaId) -> SchemaId {
        let mode = self.first_mode();
        self.copy(id, mode)
    }

    fn first_mode(&self) -> Mode {
        match self.path {
            [] => Mode::Type,
            _ => Mode::Path(0),
        }
    }

    fn copy(&mut self, id: SchemaId, mode: Mode) -> SchemaId {
        let is_own = |name: &String| self.own.contains(name);
        let mode = match mode {
            Mode::Full if self.from.schema(id).name.as_ref().is_some_and(is_own) => Mode::Own,
            mode => mode,
        };
        if let Some(copied) = self.known.get(&(id, mode)) {
            return *copied;
        }
        let copied = SchemaId(self.done.len());
        self.done.push(SchemaContract::default());
        self.known.insert((id, mode), copied);
        self.queue.push((copied, id, mode));
        copied
    }

    pub(super) fn finish(mut self) -> Vec<SchemaContract> {
        while let Some((copied, id, mode)) = self.queue.pop() {
            let from = self.from;
            let schema = from.schema(id);
            self.done[copied.0] = match mode {
                Mode::Full => self.copy_inside(schema.clone(), Mode::Full),
                Mode::Own => SchemaContract {
                    name: schema.name.clone(),
                    place: schema.place.clone(),
                    ..SchemaContract::default()
                },
                Mode::Path(step) => self.copy_path_step(schema.clone(), step),
                Mode::Type => self.copy_type(schema.clone()),
                Mode::Value => self.copy_value(schema.clone()),
            };
        }
        self.done
    }

    /// The schema with all that is inside it copied in the given mode.
    fn copy_inside(&mut self, mut schema: SchemaContract, mode: Mode) -> SchemaContract {
        for member in &mut schema.members {
            member.schema = self.copy(member.schema, mode);
        }
        for id in schema
            .patterns
            .iter_mut()
            .chain(&mut schema.items)
            .chain(&mut schema.prefix)
            .chain(
                schema
                    .groups
                    .iter_mut()
                    .flat_map(|group| &mut group.variants),
            )
        {
            *id = self.copy(*id, mode);
        }
        if let Additional::Of(id) = &mut schema.additional {
            *id = self.copy(*id, mode);
        }
        for (_, id) in schema
            .discriminator
            .iter_mut()
            .flat_map(|tag| &mut tag.mapping)
        {
            *id = self.copy(*id, mode);
        }
        schema
    }

    /// Takes a step on the path to the schema that a type represents, through lists and maps.
    fn copy_path_step(&mut self, mut schema: SchemaContract, step: usize) -> SchemaContract {
        let wanted = &self.path[step];
        let next = match step + 1 == self.path.len() {
            true => Mode::Type,
            false => Mode::Path(step + 1),
        };
        let mut members = std::mem::take(&mut schema.members);
        members.retain(|member| member.name == *wanted);
        let mut bare = without_contents(schema);
        bare.items = bare
            .items
            .iter()
            .map(|id| self.copy(*id, Mode::Path(step)))
            .collect();
        if let Additional::Of(id) = &mut bare.additional {
            *id = self.copy(*id, Mode::Path(step));
        }
        for member in &mut members {
            member.schema = self.copy(member.schema, next);
        }
        bare.members = members;
        bare
    }

    fn copy_type(&mut self, mut schema: SchemaContract) -> SchemaContract {
        let members = self.used.and_then(|used| used.members.as_ref());
        let is_list = schema.members.is_empty() && schema.types == ["array"];
        // For a member that holds a list or a map, the type is that of the items.
        let holds = matches!(schema.additional, Additional::Of(_)) && schema.members.is_empty();
        if members.is_some() && (is_list || holds) {
            let mut bare = without_contents(schema);
            bare.items = bare
                .items
                .iter()
                .map(|id| self.copy(*id, Mode::Type))
                .collect();
            if let Additional::Of(id) = &mut bare.additional {
                *id = self.copy(*id, Mode::Type);
            }
            return bare;
        }
        if let Some(members) = members {
            schema
                .members
                .retain(|member| members.contains(&member.name));
            schema.required_elsewhere.clear();
        }
        self.copy_inside(schema, Mode::Value)
    }

    fn copy_value(&mut self, schema: SchemaContract) -> SchemaContract {
        let is_sent = self.used.is_some_and(|used| used.sent);
        let values = schema.values.clone().filter(|_| is_sent);
        let mut bare = without_contents(schema);
        bare.values = values;
        self.copy_inside(bare, Mode::Value)
    }

    pub(super) fn copy_operation(&mut self, operation: &OperationContract) -> OperationContract {
        let mut copied = operation.clone();
        for parameter in &mut copied.parameters {
            self.copy_optional(&mut parameter.schema);
        }
        self.copy_body(&mut copied.body);
        for response in &mut copied.responses {
            self.copy_media(&mut response.media);
            for header in &mut response.headers {
                self.copy_optional(&mut header.schema);
            }
        }
        let hooks = operation.callbacks.iter();
        copied.callbacks = hooks.map(|hook| self.copy_inbound(hook)).collect();
        copied
    }

    pub(super) fn copy_inbound(&mut self, hook: &InboundContract) -> InboundContract {
        let mut copied = hook.clone();
        for parameter in &mut copied.parameters {
            self.copy_optional(&mut parameter.schema);
        }
        self.copy_body(&mut copied.body);
        copied
    }

    fn copy_body(&mut self, body: &mut Option<BodyContract>) {
        if let Some(body) = body {
            self.copy_media(&mut body.media);
        }
    }

    fn copy_media(&mut self, all: &mut [MediaContract]) {
        for media in all {
            self.copy_optional(&mut media.schema);
        }
    }

    fn copy_optional(&mut self, id: &mut Option<SchemaId>) {
        *id = id.map(|id| self.copy(id, Mode::Full));
    }
}

/// The schema without what another type of the crate reads.
fn without_contents(schema: SchemaContract) -> SchemaContract {
    SchemaContract {
        members: Vec::new(),
        groups: Vec::new(),
        patterns: Vec::new(),
        prefix: Vec::new(),
        required_elsewhere: Vec::new(),
        other: Vec::new(),
        values: None,
        fixed: false,
        discriminator: None,
        ..schema
    }
}
