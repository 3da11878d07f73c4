/**
 * A plug-in for Swagger UI that keeps the page and an opened operation short: what most readers skip is closed at first.
 * The locks of operations lead to the form for signing in, which replaces the dialog "Authorize".
 */
export const briefPage = (signIn) => ({
  wrapComponents: {
    info,
    headers,
    response,
    liveResponse,
    AuthorizeBtnContainer: () => () => null,
    authorizeOperationBtn: lock(signIn),
  },
});

/** The description of the contract, whose sections begin with bold words. Only the first section is open at first. */
function info(Info, { React: { createElement: h, Fragment } }) {
  return (props) => {
    const Markdown = props.getComponent('Markdown', true);
    const [introduction, first, ...others] = props.info.get('description', '').split(/\n\n(?=\*\*)/);
    const shown = props.info.set('description', [introduction, first].join('\n\n'));
    return h(
      Fragment,
      null,
      h(Info, { ...props, info: shown }),
      others.length > 0 &&
        h(
          'details',
          { className: 'description' },
          h('summary', null, 'Authentication, formats and errors'),
          h(Markdown, { source: others.join('\n\n') }),
        ),
    );
  };
}

/** The headers in the description of a response. */
function headers(Headers, { React: { createElement: h } }) {
  return (props) =>
    h('details', { className: 'headers-details' }, h('summary', null, 'Headers'), h(Headers, props));
}

/** A documented response. The first success is open until a response like it has been received. */
function response(Response, { React: { createElement: h, Fragment, useState } }) {
  return function BriefResponse(props) {
    const [chosen, choose] = useState();
    const open = chosen ?? (props.isDefault && !props.className);
    const toggle = () => choose(!open);
    const Markdown = props.getComponent('Markdown', true);
    return h(
      Fragment,
      null,
      h(
        'tr',
        { className: `response-summary ${props.className}`, onClick: toggle },
        h('td', { className: 'response-col_status' }, h('button', { type: 'button', 'aria-expanded': open }, props.code)),
        h('td', { className: 'response-col_description' }, h(Markdown, { source: props.response.get('description') })),
      ),
      open && h(Response, props),
    );
  };
}

/** The response to the request that was sent. */
function liveResponse(LiveResponse, { React: { createElement: h } }) {
  return ({ response: received, path, method, specSelectors, getComponent, getConfigs }) => {
    const Markdown = getComponent('Markdown', true);
    const ResponseBody = getComponent('responseBody');
    const Curl = getComponent('curl', true);
    const request = specSelectors.mutatedRequestFor(path, method);
    const fields = received.get('headers').toJS();
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
    const body = received.get('text');
    return h(
      'div',
      { className: 'live-response' },
      h(
        'p',
        { className: 'live-status', role: 'status' },
        h('strong', null, received.get('status')),
        ` ${received.get('duration')} ms `,
        h('code', null, `${request.get('method')} ${request.get('url')}`),
      ),
      received.get('error') && h(Markdown, { source: received.get('message') }),
      body &&
        h(ResponseBody, {
          content: body,
          contentType: fields['content-type'],
          url: request.get('url'),
          headers: fields,
          getConfigs,
          getComponent,
        }),
      lines.length > 0 &&
        h('details', null, h('summary', null, 'Response headers'), h('pre', { className: 'microlight' }, lines.join('\n'))),
      h('details', null, h('summary', null, 'Request as a curl command'), h(Curl, { request })),
    );
  };
}

const lock =
  (signIn) =>
  (Lock, { React: { createElement: h } }) =>
  (props) =>
    h(Lock, {
      ...props,
      onClick: () => {
        const controls = [...signIn.querySelectorAll('[name=login], .sign-out')];
        controls.find((control) => control.checkVisibility())?.focus();
      },
    });
