export { defineTopic, type TopicProtocol } from './topic.ts'
