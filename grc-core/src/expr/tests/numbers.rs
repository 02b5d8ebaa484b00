use super::*;

#[test]
fn decimals_are_exact() {
    assert_eq!(evaluate("0.1 + 0.2 == 0.3"), Value::Bool(true));
    assert_eq!(evaluate("12.50 * 2").to_json(), "25.00");
    assert_eq!(evaluate("0.1 * 0.1"), decimal("0.01"));
    assert_eq!(evaluate("10 - 0.01"), decimal("9.99"));
    assert_eq!(
        evaluate("decimal('1234567890123456789012345678') + 0.0").to_json(),
        "1234567890123456789012345678.0"
    );
}

#[test]
fn a_division_rounds_half_to_even_at_ten_places() {
    assert_eq!(evaluate("10 / 4"), decimal("2.5"));
    assert_eq!(evaluate("1 / 3"), decimal("0.3333333333"));
    assert_eq!(evaluate("2 / 3"), decimal("0.6666666667"));
    assert_eq!(evaluate("-2 / 3"), decimal("-0.6666666667"));
    assert_eq!(evaluate("0.00000000005 / 1"), decimal("0"));
    assert_eq!(evaluate("0.00000000015 / 1"), decimal("0.0000000002"));
    assert_eq!(evaluate("6 / 3").to_json(), "2");
}

#[test]
fn a_remainder_has_the_sign_of_the_divisor() {
    assert_eq!(evaluate("7 % 3"), Value::Integer(1));
    assert_eq!(evaluate("-7 % 3"), Value::Integer(2));
    assert_eq!(evaluate("7 % -3"), Value::Integer(-2));
    assert_eq!(evaluate("-7.5 % 2"), decimal("0.5"));
    assert_eq!(evaluate("(0 - 9223372036854775807 - 1) % -1"), Value::Integer(0));
}

#[test]
fn what_cannot_be_exact_is_a_declared_error() {
    assert_eq!(failure("9223372036854775807 + 1"), Failure::Overflow);
    assert_eq!(failure("9223372036854775807 * 2"), Failure::Overflow);
    assert_eq!(failure("-(0 - 9223372036854775807 - 1)"), Failure::Overflow);
    assert_eq!(failure("7922816251426433759354395033.5 * 10.1"), Failure::Overflow);
    assert_eq!(failure("0.000000000000001 * 0.000000000000001"), Failure::Overflow);
    assert_eq!(failure("decimal('9999999999999999999999999999') + 0.000000001"), Failure::Overflow);
    assert_eq!(failure("1 / 0"), Failure::DivisionByZero);
    assert_eq!(failure("1 % 0"), Failure::DivisionByZero);
    assert_eq!(failure("1.5 / 0.0"), Failure::DivisionByZero);
    assert_eq!(failure("1.5 % 0.0"), Failure::DivisionByZero);
}

#[test]
fn an_error_has_a_position_and_a_message_in_both_languages() {
    let error = compile("1 + personnes / 0")
        .evaluate(&world().with("answers.personnes", Value::Integer(4242)))
        .unwrap_err();
    assert_eq!(error.position, 4..17);
    assert_eq!(error.code(), "expression.division_by_zero");
    assert_eq!(error.message(Language::French), "division par zéro");
    assert_eq!(error.to_string(), "division by zero (at bytes 4 to 17)");
    assert!(!format!("{error:?}{error}").contains("4242"));
}

#[test]
fn types_of_numbers_meet() {
    assert_eq!(compile("personnes + 1").result_type(), &Type::Integer);
    assert_eq!(compile("personnes + 1.0").result_type(), &Type::Decimal);
    assert_eq!(compile("personnes / 2").result_type(), &Type::Decimal);
    assert_eq!(evaluate("1 if true else 2.5"), decimal("1"));
    assert_eq!(evaluate("[1, 2.5][0]"), decimal("1"));
    assert_eq!(evaluate("2 == 2.0"), Value::Bool(true));
    assert_eq!(evaluate("1 in [1.0, 2.5]"), Value::Bool(true));
}

#[test]
fn numbers_are_rounded_half_to_even() {
    assert_eq!(evaluate("round(2.5)"), decimal("2"));
    assert_eq!(evaluate("round(3.5)"), decimal("4"));
    assert_eq!(evaluate("round(1.005, 2)"), decimal("1.00"));
    assert_eq!(evaluate("round(1.015, 2)"), decimal("1.02"));
    assert_eq!(evaluate("money(12)").to_json(), "12.00");
    assert_eq!(evaluate("money(12.345)").to_json(), "12.34");
    assert_eq!(evaluate("floor(-1.5)"), Value::Integer(-2));
    assert_eq!(evaluate("ceil(-1.5)"), Value::Integer(-1));
    assert_eq!(evaluate("floor(3)"), Value::Integer(3));
    assert_eq!(evaluate("abs(-3)"), Value::Integer(3));
    assert_eq!(evaluate("abs(-3.5)"), decimal("3.5"));
    assert_eq!(failure("floor(9999999999999999999999.5)"), Failure::Overflow);
}
