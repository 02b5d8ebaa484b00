//! Arithmetic on decimals: exact, or a declared overflow. `rust_decimal` alone would round without a word.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Failure;

/// Decimal places of a quotient.
const QUOTIENT_PLACES: u32 = 10;

/// The exact sum.
pub(super) fn add(left: Decimal, right: Decimal) -> Result<Decimal, Failure> {
    exactly(left, right, |left, right| {
        let scale = left.scale().max(right.scale());
        let sum = scaled(left, scale)?.checked_add(scaled(right, scale)?)?;
        Some((sum, scale))
    })
}

/// The exact difference.
pub(super) fn subtract(left: Decimal, right: Decimal) -> Result<Decimal, Failure> {
    add(left, -right)
}

/// The exact product.
pub(super) fn multiply(left: Decimal, right: Decimal) -> Result<Decimal, Failure> {
    exactly(left, right, |left, right| {
        Some((left.mantissa().checked_mul(right.mantissa())?, left.scale() + right.scale()))
    })
}

/// The quotient, rounded half to even at 10 decimal places.
pub(super) fn divide(left: Decimal, right: Decimal) -> Result<Decimal, Failure> {
    if right.is_zero() {
        return Err(Failure::DivisionByZero);
    }
    // A quotient of integers when they fit, so that it is rounded once.
    let rounded = exact_quotient(left.normalize(), right.normalize()).or_else(|| {
        let quotient = left.checked_div(right)?;
        Some(quotient.round_dp_with_strategy(QUOTIENT_PLACES, RoundingStrategy::MidpointNearestEven))
    });
    rounded.map(|quotient| quotient.normalize()).ok_or(Failure::Overflow)
}

/// The remainder, of the divisor's sign as in Jinja: `-7 % 3` is 2.
pub(super) fn remainder(left: Decimal, right: Decimal) -> Result<Decimal, Failure> {
    if right.is_zero() {
        return Err(Failure::DivisionByZero);
    }
    let remainder = left.checked_rem(right).ok_or(Failure::Overflow)?;
    if remainder.is_zero() || remainder.is_sign_negative() == right.is_sign_negative() {
        Ok(remainder)
    } else {
        add(remainder, right)
    }
}

/// Rounds half to even.
pub(super) fn round(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointNearestEven)
}

/// Computes on the numbers as they are, to keep `12.50` with two places; without their trailing zeros when
/// that is too large.
fn exactly(
    left: Decimal,
    right: Decimal,
    compute: impl Fn(Decimal, Decimal) -> Option<(i128, u32)>,
) -> Result<Decimal, Failure> {
    compute(left, right)
        .or_else(|| compute(left.normalize(), right.normalize()))
        .and_then(|(mantissa, scale)| shorten(mantissa, scale))
        .ok_or(Failure::Overflow)
}

/// The decimal, without the trailing zeros that it cannot hold.
fn shorten(mut mantissa: i128, mut scale: u32) -> Option<Decimal> {
    loop {
        match Decimal::try_from_i128_with_scale(mantissa, scale) {
            Ok(decimal) => return Some(decimal),
            Err(_) if scale > 0 && mantissa % 10 == 0 => {
                mantissa /= 10;
                scale -= 1;
            }
            Err(_) => return None,
        }
    }
}

fn scaled(number: Decimal, scale: u32) -> Option<i128> {
    number.mantissa().checked_mul(10i128.checked_pow(scale.checked_sub(number.scale())?)?)
}

fn exact_quotient(left: Decimal, right: Decimal) -> Option<Decimal> {
    let numerator = left.mantissa().checked_mul(10i128.checked_pow(right.scale() + QUOTIENT_PLACES)?)?;
    let denominator = right.mantissa().checked_mul(10i128.checked_pow(left.scale())?)?;
    let (quotient, remainder) = (numerator.checked_div(denominator)?, numerator.checked_rem(denominator)?);
    let twice = remainder.unsigned_abs().checked_mul(2)?;
    let away = match twice.cmp(&denominator.unsigned_abs()) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient % 2 != 0,
        std::cmp::Ordering::Greater => true,
    };
    let sign = if (numerator < 0) == (denominator < 0) { 1 } else { -1 };
    shorten(if away { quotient.checked_add(sign)? } else { quotient }, QUOTIENT_PLACES)
}
