// SPDX-License-Identifier: Apache-2.0
//! Amounts as people write them: decimal numbers of tokens.

use pouw_primitives::{Balance, SectorProfile};

/// How amounts of a sector's token are written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
	/// Its symbol.
	pub symbol: String,
	/// Decimal places between the smallest unit and one token.
	pub decimals: u8,
}

impl Token {
	/// The token of a sector.
	pub fn of(profile: &SectorProfile) -> Self {
		let symbol = String::from_utf8_lossy(&profile.token.symbol).into_owned();
		Self { symbol, decimals: profile.token.decimals }
	}

	/// An amount as a decimal number.
	pub fn amount(&self, value: Balance) -> String {
		format(value, self.decimals)
	}

	/// The value of a decimal number of tokens.
	pub fn value(&self, text: &str) -> Result<Balance, AmountError> {
		parse(text, self.decimals)
	}
}

impl AsRef<Token> for Token {
	fn as_ref(&self) -> &Token {
		self
	}
}

/// Why a text is no amount.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AmountError {
	/// Something else than digits with at most one point between them.
	#[error("`{0}` is no amount; write digits with at most one point, such as 12.5")]
	Malformed(String),
	/// Digits beyond the smallest unit.
	#[error("`{text}` has more than {decimals} decimal places")]
	TooFine {
		/// The text.
		text: String,
		/// Decimal places there are.
		decimals: u8,
	},
	/// More than any balance.
	#[error("`{0}` is more than any balance can be")]
	TooLarge(String),
}

/// The number of smallest units, of which a token has `10^decimals`.
pub fn parse(text: &str, decimals: u8) -> Result<Balance, AmountError> {
	let malformed = || AmountError::Malformed(text.to_string());
	let too_large = || AmountError::TooLarge(text.to_string());
	let (whole, fraction) = match text.split_once('.') {
		Some((_, "")) => return Err(malformed()),
		Some(parts) => parts,
		None => (text, ""),
	};
	let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
	if whole.is_empty() || !digits(whole) || !digits(fraction) {
		return Err(malformed());
	}
	let fraction = fraction.trim_end_matches('0');
	let missing = usize::from(decimals)
		.checked_sub(fraction.len())
		.ok_or_else(|| AmountError::TooFine { text: text.to_string(), decimals })?;
	let parsed = |part: &str| match part {
		"" => Ok(0),
		part => part.parse::<Balance>().map_err(|_| too_large()),
	};
	let power =
		|exponent: usize| u32::try_from(exponent).ok().and_then(|e| Balance::checked_pow(10, e));
	let scaled = |value: Balance, exponent: usize| match value {
		0 => Ok(0),
		_ => power(exponent).and_then(|p| value.checked_mul(p)).ok_or_else(too_large),
	};
	let whole = scaled(parsed(whole)?, usize::from(decimals))?;
	let fraction = scaled(parsed(fraction)?, missing)?;
	whole.checked_add(fraction).ok_or_else(too_large)
}

/// The amount as tokens, without zeros at the end.
pub fn format(value: Balance, decimals: u8) -> String {
	let places = usize::from(decimals);
	let digits = format!("{value:0>width$}", width = places.saturating_add(1));
	let (whole, fraction) = digits.split_at(digits.len().saturating_sub(places));
	match fraction.trim_end_matches('0') {
		"" => whole.to_string(),
		fraction => format!("{whole}.{fraction}"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn whole_and_fractional_tokens_are_parsed() {
		assert_eq!(parse("12.5", 12), Ok(12_500_000_000_000));
		assert_eq!(parse("0.000001", 6), Ok(1));
		assert_eq!(parse("007", 0), Ok(7));
		assert_eq!(parse("1.500", 1), Ok(15));
		assert_eq!(parse("0", 255), Ok(0));
	}

	#[test]
	fn parsing_fails_when_the_text_is_no_number() {
		for text in ["", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "1.2.3", " 1", "0x1", "١"] {
			assert_eq!(parse(text, 12), Err(AmountError::Malformed(text.into())), "{text}");
		}
	}

	#[test]
	fn parsing_fails_when_there_are_too_many_decimal_places() {
		let error = parse("0.1234567", 6).unwrap_err();
		assert_eq!(error, AmountError::TooFine { text: "0.1234567".into(), decimals: 6 });
	}

	#[test]
	fn parsing_fails_when_the_amount_exceeds_a_balance() {
		let most = Balance::MAX.to_string();
		assert_eq!(parse(&most, 0), Ok(Balance::MAX));
		for (text, decimals) in
			[("340282366920938463463374607431768211456", 0), (&*most, 1), ("1", 39)]
		{
			assert_eq!(parse(text, decimals), Err(AmountError::TooLarge(text.into())));
		}
	}

	proptest! {
		#[test]
		fn formatted_amount_is_parsed_to_itself(value: Balance, decimals in 0u8..=38) {
			let text = format(value, decimals);
			prop_assert_eq!(parse(&text, decimals), Ok(value));
			prop_assert!(!text.contains('.') || !text.ends_with('0'));
		}

		#[test]
		fn any_text_is_parsed_or_refused(text in ".{0,60}", decimals: u8) {
			let _ = parse(&text, decimals);
		}

		#[test]
		fn digits_around_a_point_give_their_sum(
			whole in 0u64..u64::MAX,
			fraction in 0u32..1_000_000,
		) {
			let expected = Balance::from(whole) * 1_000_000 + Balance::from(fraction);
			prop_assert_eq!(parse(&format!("{whole}.{fraction:06}"), 6), Ok(expected));
		}
	}
}
