/**
 * How the pages for everyone look: the console's colours on system fonts. Plain properties with plain colours, so that a phone of
 * ten years ago shows the same; dark and print are added on top.
 */
const LIGHT = `
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#f4f6f8;color:#16191d;font:1.0625rem/1.6 "Be Vietnam Pro",system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word;word-wrap:break-word}
a{color:#14507a}a:focus{outline:3px solid #b84a00;outline-offset:2px}a:focus:not(:focus-visible){outline:0}
.loa-skip{position:absolute;left:-99rem}.loa-skip:focus{left:.5rem;top:.5rem;background:#fff;padding:.7rem 1rem;z-index:1}
.w{max-width:44rem;margin:0 auto;padding:0 1rem}
.top{background:#0f4064;color:#fff}.top .w{padding-top:.25rem;padding-bottom:.25rem;overflow:hidden;display:-webkit-flex;display:flex;-webkit-align-items:center;align-items:center}
.top a{color:#fff;display:inline-block;min-width:44px;line-height:44px;text-decoration:none}.top a:hover{text-decoration:underline}
.top .n{font-weight:600;line-height:1.35}.top .l{-webkit-order:1;order:1;-webkit-flex-shrink:0;flex-shrink:0;margin-left:auto;padding-left:1rem;white-space:nowrap}
h1{font-size:1.875rem;line-height:1.25;margin:1.75rem 0 .5rem;font-weight:600}
h2{font-size:1.25rem;line-height:1.35;margin:2.25rem 0 .75rem;font-weight:600}
h3{font-size:1.3125rem;line-height:1.35;margin:0 0 .25rem;font-weight:600}
p{margin:0 0 .75rem}.q{color:#495057;font-size:.9375rem}
.c h1{margin:.25rem 0 .5rem}h3 a{color:inherit;text-decoration:none;display:block;padding:.375rem 0;min-height:32px}h3 a:hover{text-decoration:underline}
.c{background:#fff;border:1px solid #d5dbe1;border-left:6px solid #14507a;border-radius:4px;margin:0 0 1.25rem;padding:1rem 1.25rem .5rem}
.c.u{border-left-color:#a82800}.c.r{border-left-color:#8a5a00}.c.b{border-left-color:#6b747d;background:none}
.v{display:inline-block;font-weight:600;font-size:.875rem;line-height:1.5rem;padding:.125rem .625rem;border-radius:3px;background:#e3edf5;color:#0f4064;margin:0 .5rem .5rem 0}
.u .v{background:#a82800;color:#fff}.r .v{background:#ffe8b3;color:#5a3a00}.b .v{background:#e6e9ec;color:#343a40}
.v i{font-style:normal;margin-right:.375rem}
.x{font-size:1.125rem}.x p{margin-bottom:.75rem}
.t{font-weight:600;font-size:1.125em;white-space:nowrap;padding:.5rem .125rem}
.k2{border-left:4px solid #8a5a00;background:#fff7e0;padding:.625rem 1rem;margin:0 0 .75rem;font-weight:600}
.o{border-top:1px solid #d5dbe1;margin:1rem 0 .75rem;padding-top:.75rem;color:#495057}
.o del{text-decoration:line-through}
.d a,.f a{display:inline-block;min-width:44px;line-height:1.5rem;padding:10px 0;margin-right:1.25rem}
.d .p{border:2px solid #14507a;border-radius:4px;padding:8px 1rem;font-weight:600;text-decoration:none}
.p i{font-style:normal;margin-right:.5rem}
.s{background:#e3edf5;border-radius:4px;padding:1rem 1.25rem .25rem;margin:2rem 0}.s h2{margin-top:0}
.s .p{display:inline-block;background:#14507a;color:#fff;border-radius:4px;padding:10px 1.25rem;line-height:1.5rem;text-decoration:none;font-weight:600}
ul{list-style:none;margin:0;padding:0}li{border-top:1px solid #d5dbe1;padding:.25rem 0}li a{display:inline-block;padding:8px 0;line-height:1.75rem}
footer p{border-top:1px solid #d5dbe1;margin:2.5rem 0 0;padding:1rem 0 2rem;font-size:.9375rem;color:#495057}
.e{background:#ffd43b;color:#16191d;border:3px dashed #16191d;padding:.75rem 1rem;margin:1rem 0 0;font-weight:600;font-size:1.125rem}
.c .e{margin:0 0 .75rem;font-size:1rem;padding:.375rem .75rem}
`

const DARK = `
body{background:#12161a;color:#e6e9ec}a{color:#8cc4ea}a:focus{outline-color:#ffb000}.loa-skip:focus{background:#1b2127}
.top{background:#0a2a42}.q,.o,footer p{color:#c1c7cd}
.c{background:#1b2127;border-color:#3d464f;border-left-color:#4f9ad1}.c.u{border-left-color:#ff7a52}.c.r{border-left-color:#ffc533}.c.b{border-left-color:#8b959e}
.v{background:#16384f;color:#d3e6f3}.u .v{background:#ff9d7a;color:#2b0a00}.r .v{background:#4d3800;color:#ffe0a0}.b .v{background:#343b42;color:#e6e9ec}
.k2{background:#332600;border-color:#ffc533}.o,li,footer p{border-color:#3d464f}
.d .p{border-color:#8cc4ea}.s{background:#16293a}.s .p{background:#8cc4ea;color:#0a1c2b}
`

const PRINT = `
@page{size:A4;margin:18mm}
body{background:#fff;color:#000;font-size:11pt}.top{background:none;color:#000;border-bottom:1pt solid #000}.top a{color:#000;line-height:1.5}
.w{max-width:none;padding:0}.c{border-color:#000;border-left-width:4pt;break-inside:avoid;page-break-inside:avoid;background:none}
.v,.u .v,.r .v,.b .v{background:none;color:#000;border:1pt solid #000}a,.t,.o,.q,footer p{color:#000}.k2{background:none;border-color:#000}.c.b{border-left-color:#000}
.s,.d,.f,.top .l,.loa-skip{display:none}.e{background:none;border-color:#000}
h1{font-size:18pt}h2{font-size:14pt;break-after:avoid}
`

const lines = (text: string) => text.replaceAll('\n', '')

export const STYLE = `:root{color-scheme:light dark}${lines(LIGHT)}@media screen and (prefers-color-scheme:dark){${lines(DARK)}}@media print{${lines(PRINT)}}`
