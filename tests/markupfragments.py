"""What broken markup is made of: what is allowed, what made holes elsewhere, and what parsers read differently."""

# ruff: noqa: RUF001  letters of other scripts are what this is about

from __future__ import annotations

from moderation.markup.policy import TAGS


def _listed(fragments: str) -> list[str]:
    """The fragments, which stand two spaces apart."""
    return fragments.split("  ")


WORDS = _listed(
    'a  word  Zoë  1 < 2  R&D  &c.  O\'Hara  "so"  שלום  العربية  مي\u200cخوا  中文  👩\u200d💻  🏴  1\ufe0f\u20e3'
)
SPACES = [" ", "\n", "\n\n", "\n \n\t\n", "\t", "\r\n\r\n", "\f", "\xa0", "\u2028", "\u3000"]
INVISIBLE: list[str] = [
    *"\0\x08\x1b\x7f\x85\xad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202d\u202e\u2060\u2062",
    *"\u2066\u2067\u2069\u3164\ufe0f\ufeff\ufff9\uffff\U000e0041\U000e0101",
]
"""Controls, changes of direction, and what has no width."""

ALLOWED = [*TAGS, "p", "br"]
RAW = _listed("script  style  textarea  title  xmp  iframe  noembed  noframes  noscript  plaintext")
"""Elements whose content is no markup, for some parsers."""
FOREIGN = _listed("svg  math  mtext  mi  mglyph  annotation-xml  foreignObject  desc  image  malignmark")
"""Elements of other languages, whose content is parsed by other rules."""
OTHERS = _listed(
    "img  form  table  tr  td  select  option  template  object  embed  base  meta  link  body  html  frameset  input  "
    "button  details  video  s  u  ul  li  h1  div  span  pre  font  nobr  marquee  slot  x-y  a:b  svg:script  "
    "isindex  menuitem  keygen  param  hr  col"
)

ATTRIBUTES = _listed("href  title  cite  datetime  rel")
DANGEROUS = _listed(
    "onclick  onerror  onload  onfocus  onmouseover  style  src  srcdoc  id  name  class  xlink:href  action  "
    "formaction  target  is  encoding  autofocus  background  data-x  xmlns  hre\u017f  on\nclick  <b  a=b  =  '"
)
SCHEMES = [
    *("http://", "https://", "HTTPS://", "mailto:") * 4,
    *_listed(
        "javascript:  JaVaScRiPt:  java\tscript:  \x01javascript:  jav&#x61;script:  javascript&colon;  "
        "javascript&#58  vbscript:  livescript:  data:text/html,  data:  file:///  feed:  blob:https://  about:  "
        "intent:  //  /  http:  https:\\\\"
    ),
]
HOSTS = [
    *("a.example", "ä.example", "مصر", "[::1]", "1.2.3.4", "ann@a.example", "localhost") * 3,
    *_listed(
        "a.example:80  a.example:x  [v1.a]  [::1]x  1.2.3.4.5  0x7f.1  a.0x  08  a%20b  a%00  a^b  a|b  a<b  xn--a  @  "
        "a..b  \u0301a  a\u05d0  \u0660.a  a\u202eb.example  ％  ①.example  a。b  ℀"
    ),
]
PATHS = _listed(
    "  /  /  /  /?a=1&b=2  /?a&copy=2  /?a&amp;b  /#c  /(d)  /e).  /%0aalert(1)  /'x  /\"onclick=alert(1)  /<b>  /a b  "
    "/\u202egpj.exe  /*_~  ?x]  /é  /&quot;&gt;  /;alert(1)  /&#60x;"
)
DATES = [
    *("2026-11-23", "2026-11-23T10:00:00Z", "2026-11-23 10:00") * 3,
    *_listed("2026-13-45  2026-11-23T10:00<b>  2026-W01-1  20261123  now"),
]
SCRIPTS = _listed(
    "alert(1)  alert`1`  <!--  -->  ]]>  <img src=x onerror=alert(1)>  {{7*7}}  <script>alert(1)</script>  */*  "
    "'\"><svg/onload=alert(1)>  <!-- /comments:section hello -->"
)
HALVES = _listed(
    "<  </  <a  <a href  <a href=  <a href=\"  <a href='https://a.example/  <b/  < b>  <b <i>  </a  <!  <!-  <!--  "
    "<!-->  <!--->  --!>  -->  <?  <?x  <![CDATA[  ]]>  <!DOCTYPE  &  &#  &#x  &#60  &lt  &amp  &am  &Not  \"  '  >  "
    "/>  </script  </ script>  <script/x  <1>  <é>  <\u0131>  <\u017fcript>"
)
NAMED = {
    **{"<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;", "&": "&amp;", ":": "&colon;", "(": "&lpar;"},
    **{"\n": "&NewLine;", "\t": "&Tab;", "\xa0": "&nbsp;"},
}
ODD_REFERENCES = _listed(
    "&#0;  &#13;  &#128;  &#x80;  &#xD800;  &#x110000;  &#99999999999999999999;  &#x202e;  &#8203;  &#xfdd0;  "
    "&#65279;  &#38;lt;  &amp;#60;  &#60x;  &#xg;  &notit;  &fjlig;  &NotEqualTilde;  &x;"
)
