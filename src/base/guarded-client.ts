/**
 * A client of a cloud's SDK that sends nothing but what its list of calls has, by whatever way its `send` is reached. The
 * policies that are shipped are made of the same lists, so that they are enough for all that is sent.
 * @param service its prefix in policies
 * @param allows whether the list has a call: `ec2:DescribeVpcs`
 * @param list where the list stands, for whoever has forgotten a call there
 */
export function guardedClient<Client extends object>(
  service: string,
  client: Client,
  allows: (call: string) => boolean,
  list: string,
): Client {
  return new Proxy(client, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...values: unknown[]): unknown => {
        const [command] = values;
        const name = typeof command === 'object' && command !== null ? command.constructor.name : '';
        const call = `${service}:${name.replace(/Command$/, '')}`;
        if (key === 'send' && !allows(call)) throw new Error(`${call} is not among the calls of ${list}`);
        return Reflect.apply(value, target, values);
      };
    },
  });
}
