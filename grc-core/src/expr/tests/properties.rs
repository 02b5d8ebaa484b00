use proptest::prelude::*;

use super::super::parser::parse;
use super::*;

const SCALARS: [Type; 6] = [Type::Bool, Type::Integer, Type::Decimal, Type::Text, Type::Date, Type::Duration];

/// Well-typed sources of each scalar type, by the names of [`scope`].
type Sources = Vec<(Type, BoxedStrategy<String>)>;

/// Sources nested to a depth: each level is made of the one below, built once.
fn sources(depth: u32) -> Sources {
    let leaves = SCALARS.map(|ty| (ty.clone(), leaf(&ty))).to_vec();
    (0..depth).fold(leaves, |below, _| SCALARS.map(|ty| (ty.clone(), well_typed(ty, &below))).to_vec())
}

/// A type and one of its sources.
fn typed_source(depth: u32) -> impl Strategy<Value = (String, Type)> {
    let any = sources(depth)
        .into_iter()
        .map(|(ty, sources)| sources.prop_map(move |source| (source, ty.clone())).boxed());
    prop::strategy::Union::new(any)
}

fn well_typed(ty: Type, below: &Sources) -> BoxedStrategy<String> {
    let leaf = leaf(&ty);
    let of = |ty: Type| below.iter().find(|(other, _)| *other == ty).unwrap().1.clone();
    let choice = (of(ty.clone()), of(Type::Bool), of(ty.clone()))
        .prop_map(|(value, condition, otherwise)| format!("({value} if {condition} else {otherwise})"));
    let coalesced =
        (of(ty.clone()), of(ty.clone())).prop_map(|(one, other)| format!("coalesce({one}, {other})"));
    let element = (of(ty.clone()), of(ty.clone()), 0..3)
        .prop_map(|(one, other, index)| format!("[{one}, {other}][{index}]"));
    let operator = |left: Type, operators: &'static [&'static str], right: Type| {
        (of(left), prop::sample::select(operators), of(right))
            .prop_map(|(left, operator, right)| format!("({left} {operator} {right})"))
            .boxed()
    };
    let call = |name: &'static [&'static str], argument: Type| {
        (prop::sample::select(name), of(argument))
            .prop_map(|(name, argument)| format!("({name}({argument}))"))
            .boxed()
    };
    let arithmetic: &[&str] = &["+", "-", "*", "%"];
    let order: &[&str] = &["<", "<=", ">", ">=", "==", "!="];
    let own = match ty {
        Type::Bool => prop_oneof![
            operator(Type::Bool, &["and", "or", "==", "!="], Type::Bool),
            operator(Type::Integer, order, Type::Decimal),
            operator(Type::Date, order, Type::Date),
            operator(Type::Text, order, Type::Text),
            operator(Type::Duration, order, Type::Duration),
            operator(Type::Text, &["in", "not in"], Type::Text),
            call(&["not "], Type::Bool),
            call(&["is_empty", "bool"], Type::Text),
        ]
        .boxed(),
        Type::Integer => prop_oneof![
            operator(Type::Integer, arithmetic, Type::Integer),
            call(&["age", "year", "weekday"], Type::Date),
            call(&["floor", "ceil"], Type::Decimal),
            call(&["length", "integer"], Type::Text),
            call(&["-", "abs"], Type::Integer),
            of(Type::Integer).prop_map(|x| format!("sum([{x}, 1])")),
        ]
        .boxed(),
        Type::Decimal => prop_oneof![
            operator(Type::Decimal, &["+", "-", "*", "/", "%"], Type::Decimal),
            operator(Type::Integer, &["/"], Type::Integer),
            operator(Type::Decimal, arithmetic, Type::Integer),
            call(&["round", "money", "abs", "-"], Type::Decimal),
            of(Type::Integer).prop_map(|x| format!("max({x}, 1.5)")),
        ]
        .boxed(),
        Type::Text => prop_oneof![
            operator(Type::Text, &["~"], Type::Decimal),
            operator(Type::Date, &["~"], Type::Text),
            call(&["lower", "upper", "trim", "fold"], Type::Text),
            call(&["text"], Type::Duration),
            (of(Type::Text), of(Type::Text), of(Type::Text))
                .prop_map(|(a, b, c)| format!("replace({a}, {b}, {c})")),
        ]
        .boxed(),
        Type::Date => prop_oneof![
            operator(Type::Date, &["+", "-"], Type::Duration),
            call(&["start_of_month", "end_of_month"], Type::Date),
            Just("local_date(now)".to_owned()),
        ]
        .boxed(),
        _ => prop_oneof![
            operator(Type::Duration, &["+", "-"], Type::Duration),
            operator(Type::Date, &["-"], Type::Date),
            operator(Type::Duration, &["*"], Type::Integer),
            call(&["days", "weeks", "months", "years", "hours", "minutes"], Type::Integer),
        ]
        .boxed(),
    };
    prop_oneof![2 => leaf, 6 => own, 1 => choice, 1 => coalesced, 1 => element].boxed()
}

fn leaf(ty: &Type) -> BoxedStrategy<String> {
    match ty {
        Type::Bool => prop::sample::select(&["true", "false", "none", "traiteur", "answers.sono"][..])
            .prop_map(str::to_owned)
            .boxed(),
        Type::Integer => prop_oneof![
            any::<u32>().prop_map(|n| n.to_string()),
            (0..5u8).prop_map(|n| n.to_string()),
            Just("9223372036854775807".to_owned()),
            Just("personnes".to_owned())
        ]
        .boxed(),
        Type::Decimal => prop_oneof![
            (0..100_000, 0..100).prop_map(|(whole, part)| format!("{whole}.{part}")),
            Just("montant".to_owned()),
            Just("0.0".to_owned())
        ]
        .boxed(),
        Type::Text => prop_oneof![
            "[a-z\\\\'é]{0,4}"
                .prop_map(|text| format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))),
            Just("nom".to_owned()),
            Just("answers.commune".to_owned())
        ]
        .boxed(),
        Type::Date => {
            prop::sample::select(&["today", "naissance", "date('2024-02-29')", "answers.date_souhaitee"][..])
                .prop_map(str::to_owned)
                .boxed()
        }
        _ => prop::sample::select(&["delai", "days(3)", "months(1)", "hours(5)"][..])
            .prop_map(str::to_owned)
            .boxed(),
    }
}

/// Answers of the right types, or none.
fn any_world() -> impl Strategy<Value = World> {
    let day = (1900..2200i32, 1..366u32).prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).unwrap());
    let maybe = |strategy: BoxedStrategy<Value>| prop_oneof![3 => strategy, 1 => Just(Value::Null)];
    let duration = (-100..100i32, -1000..1000i32, prop_oneof![Just(0i64), any::<i64>()])
        .prop_map(|(months, days, seconds)| Value::Duration(Duration { months, days, seconds }));
    (
        maybe(any::<bool>().prop_map(Value::Bool).boxed()),
        maybe(any::<i64>().prop_map(Value::Integer).boxed()),
        maybe((any::<i64>(), 0..28u32).prop_map(|(n, scale)| Value::Decimal(Decimal::new(n, scale))).boxed()),
        maybe(".{0,8}".prop_map(Value::text).boxed()),
        maybe(day.clone().prop_map(Value::Date).boxed()),
        maybe(duration.boxed()),
        day,
    )
        .prop_map(|(bool, integer, decimal, text, date, duration, today)| {
            World::default()
                .with("answers.traiteur", bool)
                .with("answers.personnes", integer)
                .with("answers.montant", decimal)
                .with("answers.nom", text)
                .with("answers.naissance", date)
                .with("answers.delai", duration)
                .with("today", Value::Date(today))
                .with("now", Value::DateTime(today.and_hms_opt(1, 30, 0).unwrap().and_utc()))
        })
}

fn is_of(value: &Value, ty: &Type) -> bool {
    use Type::*;
    match value {
        Value::Null => true,
        Value::Bool(_) => *ty == Bool,
        Value::Integer(_) => *ty == Integer,
        Value::Decimal(_) => *ty == Decimal,
        Value::Text(_) => *ty == Text,
        Value::Date(_) => *ty == Date,
        Value::DateTime(_) => *ty == DateTime,
        Value::Duration(_) => *ty == Duration,
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_well_typed_expression_gives_its_type_or_a_declared_error(
        (source, ty) in typed_source(3),
        world in any_world(),
    ) {
        let expression = Expression::compile_as(&source, &scope(), &ty)
            .unwrap_or_else(|faults| panic!("{source}: {faults:?}"));
        match expression.evaluate(&world) {
            Ok(value) => prop_assert!(is_of(&value, &ty), "{source} gave {value:?}"),
            Err(error) => prop_assert!(source.get(error.position).is_some()),
        }
        let plain = Expression::compile(&source, &scope()).unwrap();
        if let Ok(value) = plain.evaluate(&world) {
            prop_assert!(is_of(&value, plain.result_type()), "{source} gave {value:?}, not {:?}", plain.result_type());
        }
        let explanation = expression.explain(&world);
        prop_assert_eq!(explanation.result, expression.evaluate(&world));
    }

    #[test]
    fn printing_parses_back_to_the_same_expression(
        (source, _) in typed_source(4),
    ) {
        let ast = parse(&source).unwrap();
        let printed = ast.to_string();
        prop_assert_eq!(parse(&printed).unwrap(), ast, "{}", printed);
    }

    #[test]
    fn no_text_panics_the_compiler(source in prop_oneof![
        ".{0,60}",
        prop::collection::vec(prop::sample::select(&["(", ")", "[", "]", "'", "\"", "\\", ".", ",", " ", "not", " in ", "if ", " else ",
            "nom", "answers", "1", "1.5", "==", "<", "-", "~", "|", "é", "response", "date", "age", "none", "%"][..]), 0..25)
            .prop_map(|parts| parts.concat()),
    ]) {
        match Expression::compile(&source, &scope()) {
            Ok(expression) => drop(expression.evaluate(&world())),
            Err(faults) => for fault in faults {
                prop_assert!(source.get(fault.position.clone()).is_some());
                prop_assert!(!fault.message(Language::French).is_empty() && !fault.message(Language::English).is_empty());
            },
        }
    }

    #[test]
    fn no_text_panics_the_templates(source in prop::collection::vec(prop::sample::select(&["{{", "}}", "{%", "%}", "{#", "#}", "-", " ", "if ",
        "else", "elif ", "endif", "for ", "e", " in ", "enfants", "endfor", "set ", "x", " = ", "nom", "'", "é", "| ", "date", "true", "{", "\n",
        "{% if true %}", "{% endif %}", "{% for e in choix %}", "{% endfor %}", "{{ e }}", "{% else %}"][..]), 0..30)
        .prop_map(|parts| parts.concat()))
    {
        match Template::compile(&source, &scope(), Format::Html) {
            Ok(template) => drop(template.render(&world(), Language::French)),
            Err(faults) => for fault in faults {
                prop_assert!(source.get(fault.position.clone()).is_some());
            },
        }
    }

    #[test]
    fn sums_and_products_of_decimals_are_exact(a in any::<i32>(), b in any::<i32>(), i in 0..8u32, j in 0..8u32) {
        let (left, right) = (Decimal::new(a.into(), i), Decimal::new(b.into(), j));
        prop_assert_eq!(super::super::decimal::add(left, right), Ok(left + right));
        prop_assert_eq!(super::super::decimal::multiply(left, right), Ok(left * right));
    }

    #[test]
    fn durations_are_read_as_they_are_written(months in any::<i32>(), days in any::<i32>(), seconds in any::<i64>()) {
        let duration = Duration { months, days, seconds };
        prop_assert_eq!(duration.to_string().parse(), Ok(duration));
    }
}
