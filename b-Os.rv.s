	.file	"b.c"
	.option nopic
	.attribute arch, "rv32i2p1_m2p0_a2p1_c2p0"
	.attribute unaligned_access, 0
	.attribute stack_align, 16
	.text
	.ident	"GCC: (12.2.0-14+deb12u1+11+b2) 12.2.0"
