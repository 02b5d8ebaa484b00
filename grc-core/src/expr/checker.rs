//! From a parsed expression to a checked one: every name exists, every operation suits its types.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::ast::{Ast, AstKind, BinaryOperator};
use super::evaluator::{Node, NodeKind};
use super::fault::{Fault, Problem, closest};
use super::functions::{self, Function, Reads};
use super::{Root, Scope, Type, Value, operators};

/// What an expression reads: a root, and its first member.
pub(super) type References = BTreeSet<(Root, Option<String>)>;

/// Checks expressions against a scope, and gathers their faults and what they read.
pub(super) struct Checker<'a> {
    scope: &'a Scope,
    /// Names bound by a template, with their slot, the nearest last.
    pub(super) locals: Vec<Local>,
    pub(super) faults: Vec<Fault>,
    pub(super) references: References,
    /// The functions that only templates have, as filters.
    formats: &'static [Function],
}

/// A name bound by a template.
pub(super) struct Local {
    pub(super) name: String,
    pub(super) slot: usize,
    /// None when the expression it comes from is at fault: whatever is done with the name is then passed over.
    pub(super) ty: Option<Type>,
}

/// A checked expression and its type.
pub(super) struct Typed {
    pub(super) node: Node,
    pub(super) ty: Type,
}

impl Typed {
    /// The same, as a value of another type.
    pub(super) fn converted(self, ty: &Type) -> Typed {
        if self.ty == *ty || matches!((&self.ty, ty), (Type::Null, _) | (_, Type::Document)) {
            return self;
        }
        let position = self.node.position.clone();
        Typed {
            node: Node { kind: NodeKind::Convert(Box::new(self.node), ty.clone()), position },
            ty: ty.clone(),
        }
    }
}

impl<'a> Checker<'a> {
    pub(super) fn new(scope: &'a Scope, formats: &'static [Function]) -> Checker<'a> {
        Checker { scope, locals: Vec::new(), faults: Vec::new(), references: References::new(), formats }
    }

    /// Checks an expression. None when it is at fault: the faults are kept, and what contains it goes on,
    /// to find the others.
    pub(super) fn check(&mut self, ast: &Ast) -> Option<Typed> {
        let position = &ast.position;
        let (kind, ty) = match &ast.kind {
            AstKind::Null => (NodeKind::Constant(Value::Null), Type::Null),
            AstKind::Bool(value) => (NodeKind::Constant(Value::Bool(*value)), Type::Bool),
            AstKind::Integer(number) => (NodeKind::Constant(Value::Integer(*number)), Type::Integer),
            AstKind::Decimal(number) => (NodeKind::Constant(Value::Decimal(*number)), Type::Decimal),
            AstKind::Text(text) => (NodeKind::Constant(Value::Text(Arc::clone(text))), Type::Text),
            AstKind::Name(name) => self.name(name, position)?,
            AstKind::List(items) => self.list(items, position)?,
            AstKind::Member(object, name) => self.member(object, name, position)?,
            AstKind::Index(list, index) => self.index(list, index)?,
            AstKind::Call(name, arguments) => {
                let function = functions::find(name);
                self.call(name, function, arguments, position)?
            }
            AstKind::Filter(name, arguments) => {
                let format = self.formats.iter().find(|format| format.name == name);
                self.call(name, format.or_else(|| functions::find(name)), arguments, position)?
            }
            AstKind::Not(operand) => (NodeKind::Not(Box::new(self.condition(operand)?.node)), Type::Bool),
            AstKind::Negate(operand) => self.negation(operand, position)?,
            AstKind::Binary(operator, left, right) => self.binary(*operator, left, right, position)?,
            AstKind::Choice(parts) => self.choice(parts, position)?,
        };
        Some(Typed { node: Node { kind, position: position.clone() }, ty })
    }

    /// Checks an expression that must be true or false.
    pub(super) fn condition(&mut self, ast: &Ast) -> Option<Typed> {
        let typed = self.check(ast)?;
        match typed.ty {
            Type::Bool | Type::Null => Some(typed),
            Type::Document => self.fault(&ast.position, Problem::ConvertFirst),
            other => self.fault(&ast.position, Problem::NotCondition(other)),
        }
    }

    pub(super) fn fault<T>(&mut self, position: &Range<usize>, problem: Problem) -> Option<T> {
        self.faults.push(Fault::new(position.clone(), problem));
        None
    }

    fn local(&self, name: &str) -> Option<&Local> {
        self.locals.iter().rev().find(|local| local.name == name)
    }

    /// The root that a name means here, unless a template has bound the name.
    fn root(&self, name: &str) -> Option<(Root, &'a Type)> {
        let root = Root::from_name(name).filter(|_| self.local(name).is_none())?;
        Some((root, self.scope.get(root)?))
    }

    fn read(&mut self, root: Root, member: Option<&str>) -> NodeKind {
        self.references.insert((root, member.map(str::to_owned)));
        match member {
            None => NodeKind::Read(root),
            Some(member) => NodeKind::ReadMember(root, member.into(), self.scope.rank(root, member)),
        }
    }

    fn name(&mut self, name: &str, position: &Range<usize>) -> Option<(NodeKind, Type)> {
        if let Some(local) = self.local(name) {
            return Some((NodeKind::Local(local.slot), local.ty.clone()?));
        }
        if let Some((root, ty)) = self.root(name) {
            return Some((self.read(root, None), ty.clone()));
        }
        if let Some((root, ty)) = self.scope.bare_member(name) {
            return Some((self.read(root, Some(name)), ty.clone()));
        }
        let locals = self.locals.iter().map(|local| local.name.as_str());
        let suggestion = closest(name, locals.chain(self.scope.names()));
        self.fault(position, Problem::UnknownName { name: name.to_owned(), suggestion })
    }

    fn list(&mut self, items: &[Ast], position: &Range<usize>) -> Option<(NodeKind, Type)> {
        let items = self.all(items)?;
        let element = self.common(&items, position)?;
        let nodes = items.into_iter().map(|item| item.converted(&element).node).collect();
        Some((NodeKind::List(nodes), Type::list(element)))
    }

    /// Checks every expression of a list, so that each of them can be at fault.
    fn all(&mut self, parts: &[Ast]) -> Option<Vec<Typed>> {
        let parts: Vec<_> = parts.iter().map(|part| self.check(part)).collect();
        parts.into_iter().collect()
    }

    /// The type in which all of them meet.
    fn common(&mut self, parts: &[Typed], position: &Range<usize>) -> Option<Type> {
        let mut common = Type::Null;
        for part in parts {
            match common.join(&part.ty) {
                Some(joined) => common = joined,
                None => return self.fault(position, Problem::Mixed { one: common, other: part.ty.clone() }),
            }
        }
        Some(common)
    }

    fn member(&mut self, object: &Ast, name: &str, position: &Range<usize>) -> Option<(NodeKind, Type)> {
        if let AstKind::Name(root) = &object.kind
            && let Some((root, ty @ (Type::Object(_) | Type::Document))) = self.root(root)
        {
            let ty = self.member_type(ty, object, name, position)?;
            return Some((self.read(root, Some(name)), ty));
        }
        let Typed { node, ty } = self.check(object)?;
        let ty = self.member_type(&ty, object, name, position)?;
        Some((NodeKind::Member(Box::new(node), name.into()), ty))
    }

    /// The type of a member: of an object, or of each object of a list.
    fn member_type(&mut self, ty: &Type, object: &Ast, name: &str, position: &Range<usize>) -> Option<Type> {
        match ty {
            Type::Document => Some(Type::Document),
            Type::List(element) => Some(Type::list(self.member_type(element, object, name, position)?)),
            Type::Object(record) => record.get(name).cloned().or_else(|| {
                let suggestion = closest(name, record.iter().map(|(name, _)| name));
                let problem =
                    Problem::UnknownMember { name: name.to_owned(), of: object.to_string(), suggestion };
                self.fault(position, problem)
            }),
            other => self.fault(position, Problem::NoMembers(other.clone())),
        }
    }

    fn index(&mut self, list: &Ast, index: &Ast) -> Option<(NodeKind, Type)> {
        let (checked, key) = (self.check(list), self.check(index));
        let (checked, key) = (checked?, key?);
        let parts = Box::new([checked.node, key.node]);
        match (checked.ty, key.ty) {
            (Type::Document, Type::Integer | Type::Text) => Some((NodeKind::Inside(parts), Type::Document)),
            (Type::List(element), Type::Integer) => {
                Some((NodeKind::Element(parts), element.as_ref().clone()))
            }
            (Type::List(_) | Type::Document, other) => {
                self.fault(&index.position, Problem::Result { expected: Type::Integer, given: other })
            }
            (other, _) => self.fault(&list.position, Problem::NoElements(other)),
        }
    }

    fn negation(&mut self, operand: &Ast, position: &Range<usize>) -> Option<(NodeKind, Type)> {
        let Typed { node, ty } = self.check(operand)?;
        match ty {
            Type::Integer | Type::Decimal | Type::Duration | Type::Null => {
                Some((NodeKind::Negate(Box::new(node)), ty))
            }
            Type::Document => self.fault(position, Problem::ConvertFirst),
            other => self.fault(position, Problem::Negation(other)),
        }
    }

    fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Ast,
        right: &Ast,
        position: &Range<usize>,
    ) -> Option<(NodeKind, Type)> {
        let logical = matches!(operator, BinaryOperator::And | BinaryOperator::Or);
        let check = if logical { Self::condition } else { Self::check };
        let (left, right) = (check(self, left), check(self, right));
        let (left, right) = (left?, right?);
        let ty = match operators::result_type(operator, &left.ty, &right.ty) {
            Ok(ty) => ty,
            Err(problem) => return self.fault(position, problem),
        };
        // Equality with `none` asks whether there is a value; any other operation on null is null.
        if let BinaryOperator::Equal | BinaryOperator::NotEqual = operator
            && (left.ty == Type::Null || right.ty == Type::Null)
        {
            let tested = if left.ty == Type::Null { right } else { left };
            return Some((NodeKind::IsNull(Box::new(tested.node), operator == BinaryOperator::Equal), ty));
        }
        Some((NodeKind::Binary(operator, Box::new([left.node, right.node])), ty))
    }

    fn choice(&mut self, parts: &[Ast; 3], position: &Range<usize>) -> Option<(NodeKind, Type)> {
        let [value, condition, otherwise] = parts;
        let (value, condition, otherwise) =
            (self.check(value), self.condition(condition), self.check(otherwise));
        let (sides, condition) = ([value?, otherwise?], condition?);
        let ty = self.common(&sides, position)?;
        let [value, otherwise] = sides.map(|side| side.converted(&ty).node);
        Some((NodeKind::Choice(Box::new([value, condition.node, otherwise])), ty))
    }

    fn call(
        &mut self,
        name: &str,
        function: Option<&'static Function>,
        arguments: &[Ast],
        position: &Range<usize>,
    ) -> Option<(NodeKind, Type)> {
        let checked = self.all(arguments);
        let Some(function) = function else {
            let known = self.formats.iter().chain(functions::functions()).map(|function| function.name);
            let suggestion = closest(name, known);
            return self.fault(position, Problem::UnknownFunction { name: name.to_owned(), suggestion });
        };
        if function.reads == Reads::Today {
            self.references.insert((Root::Today, None));
        }
        let checked = checked?;
        let types: Vec<_> = checked.iter().map(|argument| argument.ty.clone()).collect();
        let signature = match function.check(&types) {
            Ok(signature) => signature,
            Err((index, problem)) => {
                let at = index.and_then(|index| arguments.get(index)).map_or(position, |ast| &ast.position);
                return self.fault(at, problem);
            }
        };
        if function.reads == Reads::Sectors {
            self.division(&checked, arguments)?;
        }
        let nodes: Vec<_> = checked
            .into_iter()
            .map(|argument| match &signature.arguments {
                Some(ty) => argument.converted(ty).node,
                None => argument.node,
            })
            .collect();
        if let Some(constant) = fold(function, &nodes) {
            if constant.is_null() && function.reads_text() {
                return self.fault(position, Problem::UnreadableText { function: function.name });
            }
            return Some((NodeKind::Constant(constant.converted(&signature.result)), signature.result));
        }
        let call = Node { kind: NodeKind::Call(function, nodes), position: position.clone() };
        // A sum of no decimal is an integer.
        let kind = match signature.result {
            Type::Decimal => NodeKind::Convert(Box::new(call), Type::Decimal),
            _ => call.kind,
        };
        Some((kind, signature.result))
    }

    /// Checks that a division is named by a text written there, and exists: a procedure is sealed with those it names.
    fn division(&mut self, checked: &[Typed], arguments: &[Ast]) -> Option<()> {
        let (first, ast) = (checked.first()?, arguments.first()?);
        let NodeKind::Constant(Value::Text(name)) = &first.node.kind else {
            return self.fault(&ast.position, Problem::DivisionNotNamed);
        };
        if self.scope.divisions().any(|known| known == &**name) {
            return Some(());
        }
        let suggestion = closest(name, self.scope.divisions());
        self.fault(&ast.position, Problem::UnknownDivision { name: name.to_string(), suggestion })
    }
}

/// The result of a function of constants, unless it fails: it then fails each time it is evaluated.
fn fold(function: &Function, arguments: &[Node]) -> Option<Value> {
    if function.reads != Reads::Nothing {
        return None;
    }
    let values: Option<Vec<Value>> = arguments
        .iter()
        .map(|argument| match &argument.kind {
            NodeKind::Constant(value) => Some(value.clone()),
            _ => None,
        })
        .collect();
    function.apply_to_constants(&values?)
}
