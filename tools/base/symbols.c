// SPDX-License-Identifier: GPL-2.0-only
#include "base/symbols.h"

const struct symbols symbols_utf8 = {
	.line = {
		" ", "╵", "╷", "│", "╴", "┘", "┐", "┤",
		"╶", "└", "┌", "├", "─", "┴", "┬", "┼",
	},
	.line_len = 3,
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
	.line_len = 1,
	.head = ">",
	.refer = "->",
	.both = "<->",
	.ellipsis = "...",
	.dash = "-",
	.ascii = true,
};
