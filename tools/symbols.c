// SPDX-License-Identifier: GPL-2.0-only
#include "symbols.h"

const struct symbols symbols_utf8 = {
	.line = {
		" ", "╵", "╷", "│", "╴", "┘", "┐", "┤",
		"╶", "└", "┌", "├", "─", "┴", "┬", "┼",
	},
	.head = "▶",
	.refer = "→",
	.both = "↔",
	.ellipsis = "…",
	.dash = "–",
};

const struct symbols symbols_ascii = {
	.line = {
		" ", "|", "|", "|", "-", "+", "+", "+",
		"-", "+", "+", "+", "-", "+", "+", "|",
	},
	.head = ">",
	.refer = "->",
	.both = "<->",
	.ellipsis = "...",
	.dash = "-",
	.ascii = true,
};
