extension LaunchPlanPage {
    static let template = PageTemplate(
        """
        <header>
        <p class="eyebrow">Launch plan · {{subtitle}}</p>
        <h1>{{headline}}</h1>
        {{#lead}}<p class="lead">{{{.}}}</p>
        {{/lead}}
        <dl class="tiles">
        {{#tiles}}<div><dt>{{label}}</dt><dd>{{value}}{{{marks}}}</dd></div>
        {{/tiles}}
        </dl>
        </header>
        {{#pictureTitle}}
        <section>
        <h2>{{pictureTitle}}</h2>
        <div class="pair">
        <figure>{{{picture}}}
        <figcaption class="note">Value against exposure{{{formulaMarks}}}. The number is the place in \
        the order; ● first or next, ■ held back; thin lines hold 90% of the draws.</figcaption></figure>
        <ol class="steps">
        {{#steps}}<li class="{{style}}"><h3><span class="place">{{number}}</span>{{name}}</h3>
        <p>{{#sentences}}{{{.}}} {{/sentences}}<a href="#{{id}}">Answers</a>{{{marks}}}</p>
        {{#doubts}}<p class="doubt">{{{.}}}</p>{{/doubts}}</li>
        {{/steps}}
        </ol>
        </div>
        </section>
        <section>
        <h2>{{ladderTitle}}</h2>
        <p class="note">Each rung is earned{{{boundMarks}}}, and nobody skips one{{{orderMarks}}}. \
        ▶ now · ○ when its condition holds · ✕ not on what is known now.</p>
        <ol class="ladder">
        {{#ladder}}<li class="offset-{{offset}}"><h3><span class="place">{{number}}</span>{{name}}</h3>
        <ol>{{#rungs}}<li class="{{style}}"><b><i aria-hidden="true">{{sign}}</i> {{title}}</b> \
        <span>{{condition}}</span></li>{{/rungs}}</ol></li>
        {{/ladder}}
        </ol>
        </section>
        <section>
        <h2>{{heldTitle}}</h2>
        {{#held}}<div class="held"><h3>{{name}}</h3>{{#sentences}}<p>{{{.}}}</p>{{/sentences}}\
        <p>{{{next}}}</p></div>{{/held}}
        </section>
        <section>
        <h2>{{{sureTitle}}}</h2>
        <p class="note">How often each feature led the order{{{drawMarks}}}</p>
        <ul class="shares">
        {{#shares}}<li><span>{{name}}</span><i><b style="width:{{width}}%"></b></i>\
        <span>{{share}}</span></li>{{/shares}}
        </ul>
        {{#hasInformation}}
        <p class="note">What a better answer would change: the share of its possible values with which \
        another feature would begin, or any two change places.</p>
        <div class="scroll" tabindex="0"><table class="words">
        <thead><tr><th>feature</th><th>question</th><th>how to find out</th><th>who knows</th>\
        <th>another first</th><th>another order</th></tr></thead>
        <tbody>{{#information}}<tr><th>{{feature}}</th><td>{{ask}}</td><td>{{find}}</td><td>{{who}}</td>\
        <td class="number">{{first}}</td><td class="number">{{order}}</td></tr>{{/information}}</tbody>
        </table></div>
        {{/hasInformation}}
        </section>
        {{#trustTitle}}
        <section>
        <h2>{{trustTitle}}</h2>
        {{#trust}}
        <p class="note">Value brought to a user so far{{{trustMarks}}}. Line: median; dark: half of the \
        draws; light: nine tenths; dashed: the recommended order's median.</p>
        <div class="fans">{{#values}}<figure><figcaption>{{title}}<small>{{features}}</small>\
        </figcaption>{{{svg}}}</figure>{{/values}}</div>
        <p class="note">Users who still try what comes next.</p>
        <div class="fans">{{#trusts}}<figure><figcaption>{{title}}</figcaption>{{{svg}}}</figure>\
        {{/trusts}}</div>
        <div class="scroll" tabindex="0"><table class="words"><thead><tr>{{#columns}}<th>{{.}}</th>\
        {{/columns}}</tr></thead><tbody>{{#rows}}<tr>{{#cells}}<td>{{.}}</td>{{/cells}}</tr>{{/rows}}\
        </tbody></table></div>
        <h3 class="turn">{{flipsHeadline}}</h3>
        <ul>{{#flips}}<li>{{{.}}}</li>{{/flips}}</ul>
        {{#method}}<p class="note">{{{.}}}</p>{{/method}}
        {{/trust}}
        </section>
        {{/trustTitle}}
        <section>
        <h2>The figures</h2>
        <p class="note">Means over the draws, and 90% of them in parentheses{{{formulaMarks}}}.</p>
        <div class="scroll" tabindex="0"><table><thead><tr>{{#columns}}<th>{{.}}</th>{{/columns}}</tr>\
        </thead><tbody>{{#rows}}<tr>{{#cells}}<td>{{.}}</td>{{/cells}}</tr>{{/rows}}</tbody></table></div>
        </section>
        <section>
        <h2>What is assumed</h2>
        <p class="note">State others in a file: <code>assay sequence FOLDER --assumptions FILE</code>.</p>
        <div class="scroll" tabindex="0"><table class="words"><thead><tr><th>assumption</th><th>value</th>\
        <th>searched</th><th>means</th><th>source</th></tr></thead><tbody>
        {{#assumptions}}<tr><th><code>{{name}}</code></th><td class="number">{{value}}\
        {{#isChanged}} (changed){{/isChanged}}</td><td class="number">{{range}}</td><td>{{means}}</td>\
        <td>{{source}}</td></tr>
        {{/assumptions}}</tbody></table></div>
        </section>
        <section class="answers">
        <h2>Answers</h2>
        {{#answers}}<h3 id="{{id}}">{{name}}</h3>
        <div class="scroll" tabindex="0"><table class="words"><thead><tr><th>question</th><th>answer</th>\
        <th>amount</th><th>said by</th></tr></thead><tbody>
        {{#rows}}<tr><td>{{ask}}</td><td>{{said}}</td><td class="number">{{amount}}</td><td>{{by}}</td>\
        </tr>{{/rows}}</tbody></table></div>
        {{/answers}}
        </section>
        {{/pictureTitle}}
        <section>
        <h2>Sources</h2>
        <ol class="sources">
        {{#sources}}<li id="{{id}}">{{{says}}} {{#link}}<a href="{{link}}">{{link}}</a>{{/link}}</li>
        {{/sources}}
        </ol>
        </section>
        """)
}
