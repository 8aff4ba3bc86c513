// Conversions of literals, done in their spelling: `(float)3` is `3.0f`.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// An integer literal as the literal that its conversion to `to` gives. False: there is none, or
/// `expr` is no such literal.
bool ConvertLiteral(Expr& expr, Scalar to);
/// The same for a floating literal, where its text stays the same.
bool ConvertFloatLiteral(Expr& expr, Scalar to);

/// Gives a literal the type whose spelling is plainest among those that convert to `to` unchanged.
void MakePlain(Expr& literal, Scalar to);

/// `-5` is parsed as the negation of a literal: makes it one. False: `expr`, a negation, is
/// another.
bool NegateLiteral(Expr& expr);

}  // namespace utvmc::kernelc
